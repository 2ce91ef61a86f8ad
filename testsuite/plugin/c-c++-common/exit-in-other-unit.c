/* exit in a unit that the plugin left alone is contained too, by the archive;
   where it stands is not known.  */
/* { dg-do run } */
/* { dg-additional-sources "../support/give-up.c" } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit"} } */
#include "support/serve.h"

void give_up (void);
HANDLER (hello) { UNUSED; give_up (); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
