/* Flags that come twice, from two Makefiles, say the same.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
