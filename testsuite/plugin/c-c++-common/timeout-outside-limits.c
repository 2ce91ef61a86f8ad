/* Lambda's timeout is 1 to 900 s.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Least", .handler = hello, .timeout_s = 1 },
  { .name = "Most", .handler = hello, .timeout_s = 900 },
  { .name = "Long", .handler = hello, .timeout_s = 901 },
  /* { dg-error "the timeout of 'Long' is outside Lambda's" "" .-1 } */
  /* { dg-note "'.timeout_s' may be 1 to 900" "" .-2 } */
  { .name = "Negative", .handler = hello, .timeout_s = -1 },
  /* { dg-error "the timeout of 'Negative' is outside" "" .-1 } */
  /* { dg-note "'.timeout_s' may be 1 to 900" "" .-2 } */
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
