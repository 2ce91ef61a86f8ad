/* The library answers at these options.  */
/* { dg-do run } */
/* { dg-options "-fPIC -Os -fvisibility=hidden" } */
/* { dg-additional-options "-ffunction-sections -fdata-sections" } */
/* { dg-additional-options "-Wl,--gc-sections" } */
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
