/* A LambdaInit that failed says the same to every caller; main runs once.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-host-options "--threads=4" } */
/* { dg-output {^main\nLambdaInit: (failed|fatal): [^\n]*\n$} } */
#include <stdio.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  puts ("main");
  fflush (stdout);
  if (argc == 1)
    return 5;
  return sparta_library_main (argc, argv, &service);
}
