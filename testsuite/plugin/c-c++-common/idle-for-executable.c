/* A unit that is not compiled for a shared library is left alone.  */
/* { dg-do run { target executable } } */
/* { dg-options "-fPIE" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {{"hello":1}} } */
/* { dg-final { scan-symbol "^T main$" } } */
/* { dg-final { scan-not-symbol "LambdaInit|spartap_main" } } */
/* { dg-final { scan-not-manifest "sparta" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
