/* { dg-do compile } */
#include "support/hello.h"

int Lambda = 1; /* { dg-error "5: 'Lambda' is a name that the library" } */
/* { dg-note "rename 'Lambda'" "" .-1 } */

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
