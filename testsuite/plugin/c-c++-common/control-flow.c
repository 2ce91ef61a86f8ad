/* The library is compiled and linked hardened.  */
/* { dg-do link } */
/* { dg-skip-if "an option of x86 only" { aarch64-* } } */
/* { dg-options "-fPIC -fcf-protection=full -fstack-clash-protection" } */
/* { dg-final { scan-export "^LambdaInit$" } } */
/* { dg-final { scan-manifest {"name":"Hello"} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
