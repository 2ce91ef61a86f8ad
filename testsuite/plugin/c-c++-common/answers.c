/* The library answers, and exports the three names and nothing else.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "{\"n\":1}" } */
/* { dg-output {Hello: ok: {"hello":{"n":1}}} } */
/* { dg-final { scan-exports "Lambda LambdaFree LambdaInit" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
