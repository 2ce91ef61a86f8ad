/* A warning is made an error by itself.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-error=fork" } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  if (system ("ls") == 0)
    /* { dg-error "7: .system. starts a process" "" .-1 } */
    /* { dg-note "do without .system." "" .-2 } */
    sparta_response_printf (response, "1");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
