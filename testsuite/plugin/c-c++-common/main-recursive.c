/* main's other uses follow the new name: recursion and its address.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int main (int argc, char **argv); /* declared before */
static int (*volatile self) (int, char **);

int
main (int argc, char **argv)
{
  self = main;
  if (argc == 1)
    return self (2, argv);
  return sparta_library_main (argc, argv, &service);
}
