/* Without -shared the object may be for an executable.  */
/* { dg-do compile } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
