/* _exit is contained as exit is.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit"} } */
#include <unistd.h>
#include "support/serve.h"

HANDLER (hello) { UNUSED; _exit (3); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
