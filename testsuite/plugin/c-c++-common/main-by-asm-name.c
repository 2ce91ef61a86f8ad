/* main is the function whose assembler name is main.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int start (int argc, char **argv) __asm__ ("main");

int
start (int argc, char **argv) /* { dg-note "1: .* is not kept in" } */
{
  return sparta_library_main (argc, argv, &service);
}
