/* A host of another binary interface is refused with both numbers.  */
/* { dg-do run } */
/* { dg-shouldfail "the interface differs" } */
/* { dg-host-options "--abi=77" } */
/* { dg-output {LambdaInit: refused: [^\n]*(77[^\n]*1|1[^\n]*77)} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
