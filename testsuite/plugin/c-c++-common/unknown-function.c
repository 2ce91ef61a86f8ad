/* An unknown name is an error that lists the known ones.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Nobody" } */
/* { dg-output {Nobody: failed: ."errorMessage":"} } */
/* { dg-output {[^\n]*Nobody[^\n]*Hello[^\n]*",} } */
/* { dg-output {"errorType":"Sparta.UnknownFunction"} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
