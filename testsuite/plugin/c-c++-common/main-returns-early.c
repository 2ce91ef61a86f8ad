/* main ending before the entry call is an init error with its status.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {LambdaInit: (failed|fatal): } } */
/* { dg-output {."errorMessage":"[^"]*5[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Init"} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  if (argc == 1)
    return 5;
  return sparta_library_main (argc, argv, &service);
}
