/* Tables that are compound literals.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: null} } */
/* { dg-final { scan-manifest {:false,"service":."name":"Mine","des} } } */
/* { dg-final { scan-manifest {"functions":\[."name":"Hello","handler} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const sparta_service mine = {
  .name = "Mine", .n_lambdas = 1,
  .lambdas = (const sparta_lambda[]) { { .name = "Hello", .handler = hello } },
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
