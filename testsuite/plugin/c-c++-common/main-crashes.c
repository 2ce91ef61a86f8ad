/* A crash in main is reported, then the process ends.  */
/* { dg-do run } */
/* { dg-shouldfail "the process ends" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGSEGV} } */
#include "support/hello.h"

static int *volatile nowhere;

int
main (int argc, char **argv)
{
  *nowhere = 1;
  return sparta_library_main (argc, argv, &service);
}
