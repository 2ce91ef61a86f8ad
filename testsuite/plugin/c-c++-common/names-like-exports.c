/* Only a symbol of the name is one: locals and members called Lambda, and
   names that begin like it, are the user's.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: 6} } */
#include "support/serve.h"

struct greek { int Lambda; };
static int LambdaInitialised = 1;
HANDLER (hello)
{
  UNUSED;
  struct greek greek = { .Lambda = 2 };
  int LambdaFree = 3;
  sparta_response_printf (response, "%d",
                          greek.Lambda + LambdaFree + LambdaInitialised);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
