/* A name has 64 characters at most.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    .handler = hello },
  { .name =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef5",
    /* { dg-error "Lambda refuses the function name" "" .-1 } */
    /* { dg-note "a name is 1 to 64" "" .-2 } */
    .handler = hello },
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
