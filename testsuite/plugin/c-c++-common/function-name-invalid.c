/* Lambda's own rule for a function's name.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "not so good", .handler = hello },
  /* { dg-error "Lambda refuses the function name 'not so good'" "" .-1 } */
  /* { dg-note "a name is 1 to 64 of" "" .-2 } */
  { .name = "So-good_2", .handler = hello },
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
