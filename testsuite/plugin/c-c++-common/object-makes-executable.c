/* An object that was compiled for the library links to an executable too.  */
/* { dg-do run { target executable } } */
/* { dg-invoke "Hello" "{\"n\":1}" } */
/* { dg-output {{"hello":{"n":1}}} } */
/* { dg-final { scan-symbol "t spartap_main" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
