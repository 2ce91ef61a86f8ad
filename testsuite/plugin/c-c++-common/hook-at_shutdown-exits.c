/* exit in at_shutdown ends main, as it does behind the entry call.  */
/* { dg-do run } */
/* { dg-shouldfail "a status" } */
/* { dg-host-options "--shutdown" } */
/* { dg-output {shutdown: failed: ."errorMessage":"at_shutdown ended with s} } */
/* { dg-output {tatus 3","errorType":"Sparta.Exit"} } */
#include <stdlib.h>
#include "support/hello.h"

static void give_up (void *data) { (void) data; exit (3); }

int
main (int argc, char **argv)
{
  static sparta_hooks hooks;
  hooks.size = sizeof hooks;
  hooks.at_shutdown = give_up;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
