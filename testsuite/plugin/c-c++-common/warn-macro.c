/* A call that a macro writes is told in the macro, and where it is used.  */
/* { dg-do compile } */
#include <stdlib.h>

#define SHELL(command) system (command)
/* { dg-warning "24: 'system' starts a process" "" .-1 } */
/* { dg-note "24: wait for the child" "" .-2 } */
int list (void);

int
list (void)
{
  return SHELL ("ls"); /* { dg-note "10: in expansion of macro 'SHELL'" } */
} /* { dg-note "10: in expansion of macro 'SHELL'" "" .-1 } */
