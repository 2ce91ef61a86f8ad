/* Likewise at -fno-pic; and the rules are for libraries.  */
/* { dg-do compile } */
/* { dg-options "-fno-pie -Wall" } */
/* { dg-final { scan-symbol "^U sparta_library_main$" } } */
#include "support/hello.h"

int Lambda;

int
main (int argc, char **argv)
{
  int first = sparta_library_main (argc, argv, &service);
  return first + sparta_library_main (argc, argv, &service);
}
