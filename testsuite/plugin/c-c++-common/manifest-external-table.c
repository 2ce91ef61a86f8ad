/* A table that other units may see, but not change.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"dynamic":false,.*"name":"Hello","hand} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
extern const sparta_lambda rows[1];
const sparta_lambda rows[1] = { { .name = "Hello", .handler = hello } };
extern const sparta_service mine;
const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
