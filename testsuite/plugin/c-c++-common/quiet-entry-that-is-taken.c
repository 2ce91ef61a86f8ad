/* { dg-do compile } */
/* { dg-additional-options "-shared" } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
