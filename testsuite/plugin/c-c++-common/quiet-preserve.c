/* Another folder, made on the way.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=kept" } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
