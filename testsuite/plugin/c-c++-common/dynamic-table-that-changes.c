/* A table that is not const can change before the entry call.  */
/* { dg-do run } */
/* { dg-invoke "Changed" } */
/* { dg-output {Changed: ok: null} } */
/* { dg-final { scan-manifest {"dynamic":true,"service":."name":"",} } } */
/* { dg-final { scan-manifest {"functions":\[\],"unit"} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static sparta_lambda rows[] = { { .name = "Hello", .handler = hello } };
static const sparta_service service = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  rows[0].name = "Changed";
  return sparta_library_main (argc, argv, &service);
}
