/* Hooks that a program of an older header does not know are not called.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {^before_init data\nafter_init data\nHello: ok: {"hello":1}\n$} } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  sparta_hooks older = hooks;
  older.size = offsetof (sparta_hooks, before_invoke);
  return sparta_library_main_ex (argc, argv, &service, &older);
}
