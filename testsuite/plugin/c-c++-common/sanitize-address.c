/* The library is compiled and linked under AddressSanitizer.  */
/* { dg-do link } */
/* { dg-options "-fPIC -fsanitize=address" } */
/* { dg-final { scan-export "^LambdaInit$" } } */
/* { dg-final { scan-manifest {"name":"Hello"} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
