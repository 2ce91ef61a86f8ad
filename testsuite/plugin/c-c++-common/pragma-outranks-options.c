/* What is nearer rules.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=fork" } */
/* { dg-prune-output "note: " } */
#include <stdlib.h>

int run (void);

int
run (void)
{
  int n = system ("a");
#pragma sparta warning "fork"
  return n + system ("b"); /* { dg-warning "14: 'system' starts" } */
}
