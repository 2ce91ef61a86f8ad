/* The standard input is read.  */
/* { dg-do compile } */
#include <stdio.h>

char *next_line (char *, int);

char *
next_line (char *line, int size)
{
  return fgets (line, size, stdin);
  /* { dg-warning "10: 'fgets' reads the standard input, which is" "" .-1 } */
  /* { dg-note "10: take the input from the event: .* 'fgets'" "" .-2 } */
}
