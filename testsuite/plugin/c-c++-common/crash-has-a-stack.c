/* The report of a crash has the frames of the application, and no others.  */
/* { dg-do run } */
/* { dg-shouldfail "a crash" } */
/* { dg-invoke "Hello" } */
/* { dg-output {crash: [^\n]*"stackTrace":."[^",]*","[^",]*"[]]} } */
#include "support/serve.h"

static int *volatile nowhere;
static void __attribute__ ((noinline, noclone)) fault (void) { *nowhere = 1; }
HANDLER (hello) { UNUSED; fault (); *nowhere = 2; }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
