/* A crash in a hook names the hook.  */
/* { dg-do run } */
/* { dg-shouldfail "a crash" } */
/* { dg-host-options "--snapshot" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGSEGV[^\n]*after_restore} } */
#include "support/hello.h"

static int *volatile nowhere;
static int crash (void *data) { (void) data; return *nowhere = 1; }

int
main (int argc, char **argv)
{
  static sparta_hooks hooks;
  hooks.size = sizeof hooks;
  hooks.after_restore = crash;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
