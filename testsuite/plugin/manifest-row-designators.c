/* Rows out of order.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {\[."name":"First".*."name":"Second".*\]} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const sparta_lambda rows[] = {
  [1] = { .name = "Second", .handler = hello },
  [0] = { .name = "First", .handler = hello },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 2,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
