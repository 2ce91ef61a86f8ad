/* A restore that a hook refuses is an error; the hook before a snapshot may
   exit, and that is one too.  */
/* { dg-do run } */
/* { dg-shouldfail "two errors" } */
/* { dg-host-options "--snapshot" } */
/* { dg-output {before_snapshot: failed: ."errorMessage":"before_snapshot c} } */
/* { dg-output {alled exit .3.","errorType":"Sparta.Exit",[^\n]*\n} } */
/* { dg-output {after_restore: failed: ."errorMessage":"after_restore retu} } */
/* { dg-output {rned 7","errorType":"Sparta.Hook","stackTrace":\[\].\n$} } */
#include <stdlib.h>
#include "support/hello.h"

static int give_up (void *data) { (void) data; exit (3); }
static int refuse (void *data) { (void) data; return 7; }

int
main (int argc, char **argv)
{
  static sparta_hooks hooks;
  hooks.size = sizeof hooks;
  hooks.before_snapshot = give_up;
  hooks.after_restore = refuse;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
