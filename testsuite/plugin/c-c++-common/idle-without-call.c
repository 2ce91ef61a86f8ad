/* A unit that does not call the entry is left alone, its main too.  */
/* { dg-do compile } */
/* { dg-final { scan-symbol "^T main$" } } */
/* { dg-final { scan-not-symbol "Lambda|spartap" } } */
/* { dg-final { scan-not-manifest "sparta" } } */
#include <sparta-library.h>

int
main (void)
{
  return 0;
}
