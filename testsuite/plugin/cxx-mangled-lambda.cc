// A C++ function called Lambda has another symbol, and is the user's.
// { dg-do run }
// { dg-invoke "Hello" }
// { dg-output {Hello: ok: 5} }
#include "support/serve.h"

int Lambda (int n) { return n + 1; }
HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, "%d", Lambda (4));
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
