#include "support/hello.h"

int serve (int argc, char **argv);

int
serve (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
  /* { dg-error "called outside the file that defines main" "" .-1 } */
  /* { dg-note "move the call" "" .-2 } */
}
