/* The pragma holds from its line on, and with either form of the name.  */
/* { dg-do compile } */
/* { dg-prune-output "note: " } */
#include <stdlib.h>

int run (void);

int
run (void)
{
  int n = system ("a"); /* { dg-warning "11: 'system' starts" } */
#pragma sparta ignored "fork"
  n += system ("b");
#pragma sparta error "-Wsparta-fork"
  n += system ("c"); /* { dg-error "8: 'system' starts" } */
#pragma sparta warning "fork"
  n += system ("d"); /* { dg-warning "8: 'system' starts" } */
#pragma sparta ignored "tmp"
  return n + system ("e"); /* { dg-warning "14: 'system' starts" } */
}
