/* A table that is static in a function.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"dynamic":false,.*"name":"Hello","hand} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

int
main (int argc, char **argv)
{
  static const sparta_lambda rows[] = {
    { .name = "Hello", .handler = hello },
  };
  static const sparta_service mine = {
    .name = "Mine", .lambdas = rows, .n_lambdas = 1,
  };
  return sparta_library_main (argc, argv, &mine);
}
