/* exit in a handler is a function error that says where; the process lives,
   and what follows is answered.  */
/* { dg-do run } */
/* { dg-shouldfail "the first function" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-invoke "Hello" "0" } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit",[^\n]*} } */
/* { dg-output {exit-in-handler.c:17[^\n]*\nHello: ok: "alive"} } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  if (*sparta_event_data (event, NULL) == '1')
    exit (3);
  sparta_response_printf (response, "alive");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
