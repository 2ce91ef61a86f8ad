/* abort ends the process, and is reported.  */
/* { dg-do run } */
/* { dg-shouldfail "the process ends" } */
/* { dg-invoke "Hello" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGABRT} } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello) { UNUSED; abort (); }
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
