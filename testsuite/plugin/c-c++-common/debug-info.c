/* The library answers, and keeps its exports and its manifest, under
   -g.  */
/* { dg-do run } */
/* { dg-additional-options "-g" } */
/* { dg-invoke "Hello" "{\"n\":1}" } */
/* { dg-output {Hello: ok: {"hello":{"n":1}}} } */
/* { dg-final { scan-exports "Lambda LambdaFree LambdaInit" } } */
/* { dg-final { scan-manifest {"name":"Hello"} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
