/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int
main (void)
{
  return sparta_library_main (0, NULL, &service);
}
