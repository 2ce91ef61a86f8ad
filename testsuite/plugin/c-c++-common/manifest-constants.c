/* Numbers by enumeration, macro and arithmetic; rows by sizeof.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"name":"Hello",.*mb":256,"timeout_s":60} } } */
/* { dg-final { scan-manifest {"name":"Other",.*mb":130,"timeout_s":3,} } } */
#include "support/serve.h"

enum { SMALL = 128, LARGE = SMALL * 2 };
#define MINUTE (60)
HANDLER (hello) { UNUSED; }
static const sparta_lambda rows[] = {
  { .name = "Hello", .handler = &hello, .memory_mb = LARGE,
    .timeout_s = MINUTE },
  { .name = "Oth" "er", .handler = hello, .memory_mb = SMALL + 'c' % 97 },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = &rows[0],
  .n_lambdas = sizeof rows / sizeof rows[0],
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
