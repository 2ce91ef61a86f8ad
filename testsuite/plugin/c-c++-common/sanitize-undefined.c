/* The library is answers under UBSan.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-options "-fPIC -fsanitize=undefined" } */
/* { dg-final { scan-export "^LambdaInit$" } } */
/* { dg-final { scan-manifest {"name":"Hello"} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
