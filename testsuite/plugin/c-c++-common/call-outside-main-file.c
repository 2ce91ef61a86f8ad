/* { dg-do compile } */
#include "support/hello.h"

int serve (int argc, char **argv);

int
serve (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
  /* { dg-error "10: 'sparta_library_main' is called outside" "" .-1 } */
  /* { dg-note "10: move the call into main's file" "" .-2 } */
}
