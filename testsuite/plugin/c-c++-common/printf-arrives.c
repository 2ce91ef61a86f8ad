/* A handler's own printf arrives though nobody flushes it.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {half a line\n?Hello: ok: null} } */
#include <stdio.h>
#include "support/serve.h"

HANDLER (hello) { UNUSED; printf ("half a line"); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
