/* A handler learns that nobody receives its stream, and the next invocation
   is none the worse.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-host-options "--stream=2" } */
/* { dg-invoke "Hello" } */
/* { dg-invoke "Hello" } */
/* { dg-output {stream .text/x.: one\nstream: two\n} } */
/* { dg-output {Hello: failed: .*"Sparta.StreamBroken".*\n} } */
/* { dg-output {stream .text/x.: one\nstream: two\n} } */
/* { dg-output {Hello: ok: three\n} } */
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  sparta_response_header (response, "Content-Type", "text/x");
  sparta_response_printf (response, "one");
  sparta_response_flush (response);
  sparta_response_printf (response, "two");
  if (sparta_response_flush (response) == SPARTA_ESTREAM)
    return;
  sparta_response_printf (response, "three");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
