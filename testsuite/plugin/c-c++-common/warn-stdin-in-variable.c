/* The standard input is followed through a variable.  */
/* { dg-do compile } */
#include <stdio.h>

int next (void);

int
next (void)
{
  FILE *in = stdin;
  return getc (in); /* { dg-warning "10: 'getc' reads the standard input" } */
  /* { dg-note "10: take the input from the event" "" .-1 } */
}
