/* Lambda's names are ASCII; descriptions and symbols are not.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (grüße) { UNUSED; }
static const sparta_lambda rows[] = {
  { .name = "grüße", .handler = grüße },
  /* { dg-error "Lambda refuses the function name '" "" .-1 } */
  /* { dg-note "a name is 1 to 64 of" "" .-2 } */
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
