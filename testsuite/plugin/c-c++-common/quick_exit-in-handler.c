/* quick_exit is contained as exit is.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit"} } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello) { UNUSED; quick_exit (3); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
