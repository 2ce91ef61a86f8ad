/* Two functions of one name.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Same", .handler = hello },
  /* { dg-note "the first 'Same' is here; rename one" "" .-1 } */
  { .name = "Other", .handler = hello },
  { .name = "Same", .handler = hello },
  /* { dg-error "a second function is named 'Same'" "" .-1 } */
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
