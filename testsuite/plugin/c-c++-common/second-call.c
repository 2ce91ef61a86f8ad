/* { dg-do compile } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  if (argc > 1)
    return sparta_library_main (1, argv, &service);
  /* { dg-note "12: the first call is here" "" .-1 } */
  return sparta_library_main (argc, argv, &service);
  /* { dg-error "10: 'sparta_library_main' is called a second" "" .-1 } */
}
