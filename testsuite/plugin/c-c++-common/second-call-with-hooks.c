/* The two entries are one: one of them is called, once.  */
/* { dg-do compile } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  if (argc > 1)
    return sparta_library_main (argc, argv, &service);
  /* { dg-note "12: the first call is here" "" .-1 } */
  return sparta_library_main_ex (argc, argv, &service, NULL);
  /* { dg-error "10: 'sparta_library_main_ex' is called, and" "" .-1 } */
}
