/* A name may have the -Wsparta- that the diagnostic shows.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=-Wsparta-fork" } */
#include <stdlib.h>

int run (void);

int
run (void)
{
  return system ("ls");
}
