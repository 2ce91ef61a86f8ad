/* An initialiser that nothing reads at -O2 is looked at all the same.  */
/* { dg-do compile } */
#include "support/hello.h"

static sparta_entry *const entry = sparta_library_main;
/* { dg-error "the address of 'sparta_library_main' is taken" "" .-1 } */
/* { dg-note "call 'sparta_library_main' by its name, once" "" .-2 } */
/* { dg-prune-output "defined but not used" } */

int
main (void)
{
  return service.n_lambdas == 0;
}
