/* n_lambdas says more than there are.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const sparta_lambda rows[9] = {
  { .name = "Hello", .handler = hello },
};
static const sparta_service mine = {
  /* { dg-error "29: the service's table has fewer rows than its" "" .-1 } */
  /* { dg-note "29: count them: 'sizeof lambdas / sizeof lamb" "" .-2 } */
  .name = "Mine", .lambdas = rows, .n_lambdas = 1000000,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
