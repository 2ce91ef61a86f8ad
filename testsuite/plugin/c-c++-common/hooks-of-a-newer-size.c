/* Hooks that this version does not know are not called.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {\nafter_invoke data\nHello: ok: {"hello":1}\n$} } */
#include "support/hooks.h"

static struct { sparta_hooks known; void (*later) (void); } newer;

int
main (int argc, char **argv)
{
  newer.known = hooks;
  newer.known.size = sizeof newer;
  return sparta_library_main_ex (argc, argv, &service, &newer.known);
}
