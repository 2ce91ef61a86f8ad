/* Only the function main is renamed: members, parameters and locals of that
   name stay what they are.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: 42} } */
#include "support/serve.h"

struct pipe { int main; };
static int twice (int main) { return 2 * main; }
HANDLER (hello)
{
  UNUSED;
  struct pipe pipe = { .main = 21 };
  int main = twice (pipe.main);
  sparta_response_printf (response, "%d", main);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
