// main runs after the constructors of static objects.
// { dg-do run }
// { dg-invoke "Hello" }
// { dg-output {Hello: ok: "constructed"} }
#include <string>
#include "support/serve.h"

static std::string state ("constructed");
static std::string seen;
HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, "%s", seen.c_str ());
}
SERVE (hello)

int
main (int argc, char **argv)
{
  seen = state;
  return sparta_library_main (argc, argv, &service);
}
