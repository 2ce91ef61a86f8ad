/* The object has a global main for an executable and the three names.  */
/* { dg-do compile } */
/* { dg-final { scan-symbol "^T main$" } } */
/* { dg-final { scan-symbol "^T Lambda$" } } */
/* { dg-final { scan-symbol "^T LambdaFree$" } } */
/* { dg-final { scan-symbol "^T LambdaInit$" } } */
/* { dg-final { scan-symbol "^U spartap_enter$" } } */
/* { dg-final { scan-not-symbol "sparta_library_main" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
