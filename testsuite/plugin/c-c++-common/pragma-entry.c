/* The warning of an entry that is not taken obeys the pragma.  */
/* { dg-do compile } */
/* { dg-additional-options "-shared" } */
#include "support/hello.h"

#pragma sparta ignored "entry"
int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
