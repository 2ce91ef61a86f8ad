// Exceptions are thrown and caught in main and in a handler.
// { dg-do run }
// { dg-invoke "Hello" }
// { dg-output {Hello: ok: 3} }
#include "support/serve.h"

static int caught;
HANDLER (hello)
{
  UNUSED;
  try { throw 2; } catch (int n) { caught += n; }
  sparta_response_printf (response, "%d", caught);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  try { throw 1; } catch (int n) { caught += n; }
  return sparta_library_main (argc, argv, &service);
}
