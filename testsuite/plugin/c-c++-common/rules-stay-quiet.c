/* A table that keeps every rule at its edge.  */
/* { dg-do run } */
/* { dg-invoke "a" } */
/* { dg-output {a: ok: null} } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "a", .handler = hello, .memory_mb = 128, .timeout_s = 1 },
  { .name = "A", .handler = hello, .memory_mb = 10240, .timeout_s = 900 },
  { .name = "-_0", .handler = hello, .memory_mb = 0, .timeout_s = 0 },
  { .name = "while", .handler = hello },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows,
  .n_lambdas = sizeof rows / sizeof *rows,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
