/* The pragma from a macro.  */
/* { dg-do compile } */
#include <stdlib.h>

#define QUIETLY(name) _Pragma (name)
int run (void);
QUIETLY ("sparta ignored \"fork\"")

int
run (void)
{
  return system ("a");
}
