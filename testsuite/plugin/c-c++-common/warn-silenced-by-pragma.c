/* A pragma holds from its line on.  */
/* { dg-do compile } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
#pragma sparta ignored "-Wsparta-fork"
  if (system ("ls") == 0)
    sparta_response_printf (response, "1");
#pragma sparta warning "-Wsparta-fork"
  if (system ("ls") == 0)
    /* { dg-warning "7: .system. starts a process" "" .-1 } */
    /* { dg-note "do without .system." "" .-2 } */
    sparta_response_printf (response, "2");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
