/* What the runtime would refuse at init is told at compile time.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Plain", .handler = hello, .http = false, .metrics = false },
  { .name = "Http", .handler = hello, .http = true },
  /* { dg-error "'.http' is not in this version" "" .-1 } */
  /* { dg-note "leave '.http' out" "" .-2 } */
  { .name = "Metrics", .handler = hello, .metrics = true },
  /* { dg-error "'.metrics' is not in this version" "" .-1 } */
  /* { dg-note "leave '.metrics' out" "" .-2 } */
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
