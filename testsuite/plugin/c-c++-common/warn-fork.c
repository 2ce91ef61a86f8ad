/* A process is started.  */
/* { dg-do compile } */
#include <stdlib.h>

int list (void);

int
list (void)
{
  return system ("ls");
  /* { dg-warning "10: 'system' starts a process, which Lambda" "" .-1 } */
  /* { dg-note "10: wait for the child before .* without 'system'" "" .-2 } */
}
