/* { dg-do compile } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_entry *entry = sparta_library_main;
  /* { dg-error "25: the address of 'sparta_library_main' is" "" .-1 } */
  /* { dg-note "call 'sparta_library_main' by its name, once" "" .-2 } */
  return entry (argc, argv, &service);
}
