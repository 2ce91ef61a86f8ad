/* One warning is switched off; the others stay.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=fork" } */
/* { dg-prune-output "note: " } */
#include <stdlib.h>
#include <unistd.h>

int run (void);

int
run (void)
{
  return system ("ls") + setuid (1); /* { dg-warning "26: 'setuid' fails" } */
}
