/* A streamed response whose handler exits ends with the error.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-host-options "--stream" } */
/* { dg-invoke "Hello" } */
/* { dg-output {stream .application/octet-stream.: one\n} } */
/* { dg-output {Hello: failed: ."errorMessage":"[^"]*3[^"]*",} } */
/* { dg-output {"errorType":"Sparta.Exit"} } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, "one");
  sparta_response_flush (response);
  sparta_response_printf (response, "never sent");
  exit (3);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
