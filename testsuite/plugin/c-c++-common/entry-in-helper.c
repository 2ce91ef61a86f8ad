/* The entry may be called in another function of main's file.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

static int
serve (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}

int
main (int argc, char **argv)
{
  return argc > 0 ? serve (argc, argv) : 1;
}
