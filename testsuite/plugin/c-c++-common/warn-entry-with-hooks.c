/* The executable's entry with hooks is no more taken than its sister.  */
/* { dg-do compile } */
/* { dg-additional-options "-shared" } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main_ex (argc, argv, &service, NULL);
  /* { dg-warning "10: 'sparta_main_ex' is not taken for the e" "" .-1 } */
  /* { dg-note "10: call 'sparta_library_main_ex', or give" "" .-2 } */
}
