/* n_lambdas counts, not the array; rows behind it are not the service's.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: null} } */
/* { dg-final { scan-manifest {"name":"Hello"[^\]]*.\],"unit"} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const sparta_lambda rows[] = {
  { .name = "Hello", .handler = hello },
  { .name = NULL, .handler = NULL },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
