/* A call of sparta_main is no entry unless the option says so.  */
/* { dg-do compile } */
/* { dg-final { scan-symbol "^T main$" } } */
/* { dg-final { scan-not-symbol "Lambda|spartap" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
