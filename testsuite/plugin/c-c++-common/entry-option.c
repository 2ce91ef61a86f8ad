/* Who does not want to touch the source names the entry.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"entry":"sparta_main"} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_main (argc, argv, &service);
}
