// Methods and functions of a namespace called main are not renamed.
// { dg-do run }
// { dg-invoke "Hello" }
// { dg-output {Hello: ok: 3} }
#include "support/serve.h"

namespace app { int main () { return 1; } }
struct program { int main () { return 2; } };
HANDLER (hello)
{
  UNUSED;
  program one;
  sparta_response_printf (response, "%d", app::main () + one.main ());
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
