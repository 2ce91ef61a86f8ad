/* Hooks whose size was forgotten would be none: that is an init error.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-output {LambdaInit: failed: ."errorMessage":"the hooks have no size} } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  sparta_hooks sizeless = hooks;
  sizeless.size = 0;
  return sparta_library_main_ex (argc, argv, &service, &sizeless);
}
