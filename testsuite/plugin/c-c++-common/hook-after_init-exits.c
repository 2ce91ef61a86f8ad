/* exit in a hook of init is an init error that names the hook.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {LambdaInit: failed: ."errorMessage":"after_init called ex} } */
/* { dg-output {it .3.","errorType":"Sparta.Init",[^\n]*\nHello: failed: } } */
#include <stdlib.h>
#include "support/hello.h"

static int give_up (void *data) { exit (*(int *) data); }

int
main (int argc, char **argv)
{
  int three = 3;
  sparta_hooks hooks = { .size = sizeof hooks, .data = &three };
  hooks.after_init = give_up;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
