/* A library is linked, and the executable's entry is not taken.  */
/* { dg-do compile } */
/* { dg-additional-options "-shared" } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
  /* { dg-warning "10: 'sparta_main' is not taken for the entry, s" "" .-1 } */
  /* { dg-note "10: call 'sparta_library_main', or give" "" .-2 } */
}
