/* { dg-do compile } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_entry_ex *serve = sparta_library_main_ex;
  /* { dg-error "the address of 'sparta_library_main_ex' is" "" .-1 } */
  /* { dg-note "call 'sparta_library_main_ex' by its" "" .-2 } */
  return serve (argc, argv, &service, NULL);
}
