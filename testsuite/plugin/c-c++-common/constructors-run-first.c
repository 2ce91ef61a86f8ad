/* main runs after all static constructors.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "constructor, then main"} } */
#include "support/serve.h"

static int constructed, before_main;
static void __attribute__ ((constructor)) construct (void) { constructed = 1; }
HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, before_main ? "constructor, then main"
                                                : "main too early");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  before_main = constructed;
  return sparta_library_main (argc, argv, &service);
}
