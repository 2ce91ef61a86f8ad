/* The executable's hooks run on the command line too.  */
/* { dg-do run { target executable } } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output "before_init data\nafter_init data\nbefore_invoke " } */
/* { dg-output {[-0-9a-f]+ data\nafter_invoke data\n} } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
