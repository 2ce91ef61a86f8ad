/* Where no table is known, Lambda's own limit holds.  */
/* { dg-do compile } */
#include <unistd.h>

void wait_long (void);

void
wait_long (void)
{
  sleep (900);
  sleep (901); /* { dg-warning "3: 'sleep' sleeps longer than the funct" } */
} /* { dg-note "3: raise the row's .timeout_s" "" .-1 } */
