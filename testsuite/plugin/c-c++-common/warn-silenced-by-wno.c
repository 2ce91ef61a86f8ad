/* Likewise by the name that GCC accepts.  */
/* { dg-do compile } */
/* { dg-additional-options "-Wno-sparta-fork" } */
#include <stdlib.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  if (system ("ls") == 0)
    sparta_response_printf (response, "1");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
