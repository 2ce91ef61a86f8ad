/* A pointer to exit escapes the plugin, and is contained by the archive.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit"} } */
#include <stdlib.h>
#include "support/serve.h"

static void (*volatile leave) (int) = exit;
HANDLER (hello) { UNUSED; leave (3); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
