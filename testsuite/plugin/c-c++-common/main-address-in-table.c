/* main's address stands in an initialiser.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int main (int argc, char **argv);
struct program { int (*run) (int, char **); };
static const struct program program = { main };

int
main (int argc, char **argv)
{
  if (program.run != main)
    return 1;
  return sparta_library_main (argc, argv, &service);
}
