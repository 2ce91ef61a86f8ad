/* The library answers, and exports its names, under --coverage.  */
/* { dg-do run } */
/* { dg-additional-options "--coverage" } */
/* { dg-invoke "Hello" "{\"n\":1}" } */
/* { dg-output {Hello: ok: {"hello":{"n":1}}} } */
/* { dg-final { scan-export "^LambdaInit$" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
