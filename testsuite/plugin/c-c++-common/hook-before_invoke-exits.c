/* exit in a hook of an invocation is a function error that names the hook; the
   process lives.  */
/* { dg-do run } */
/* { dg-shouldfail "the first function" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-invoke "Hello" "2" } */
/* { dg-output {Hello: failed: ."errorMessage":"before_invoke of Hello call} } */
/* { dg-output {ed exit .3.","errorType":"Sparta.Exit",[^\n]*exits.c:18"} } */
/* { dg-output {[^\n]*\nHello: ok: {"hello":2}} } */
#include <stdlib.h>
#include "support/hello.h"

static int
give_up (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger, void *data)
{
  (void) context, (void) response, (void) logger, (void) data;
  if (*sparta_event_data (event, NULL) == '1') exit (3);
  return 0;
}

int
main (int argc, char **argv)
{
  static sparta_hooks hooks;
  hooks.size = sizeof hooks;
  hooks.before_invoke = give_up;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
