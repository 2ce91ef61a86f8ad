/* The library answers, and keeps its exports and its manifest, under
   -fstack-protector-all -fcf-protection=full.  */
/* { dg-do run } */
/* { dg-skip-if "an option of x86 only" { aarch64-* } } */
/* { dg-additional-options "-fstack-protector-all -fcf-protection=full" } */
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
