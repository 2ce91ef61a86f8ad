/* A crash is reported to the host, then the process ends.  */
/* { dg-do run } */
/* { dg-shouldfail "a crash" } */
/* { dg-invoke "Hello" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGSEGV} } */
#include "support/serve.h"

static int *volatile nowhere;
HANDLER (hello) { UNUSED; *nowhere = 1; }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
