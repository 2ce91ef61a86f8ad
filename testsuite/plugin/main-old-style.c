/* main as K&R wrote it.  */
/* { dg-do run } */
/* { dg-additional-options "-std=gnu17" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int
main (argc, argv)
  int argc;
  char **argv;
{
  return sparta_library_main (argc, argv, &service);
}
