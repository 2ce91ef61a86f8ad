/* exit before the entry call is an init error with its status.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-output {LambdaInit: (failed|fatal): } } */
/* { dg-output {."errorMessage":"[^"]*4[^"]*",} } */
/* { dg-output {"errorType":"Sparta.(Init|Exit)"} } */
#include <stdlib.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  if (argc == 1)
    exit (4);
  return sparta_library_main (argc, argv, &service);
}
