/* However many threads call LambdaInit at once, main runs once.  */
/* { dg-do run } */
/* { dg-host-options "--threads=8 --repeat=20" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: 1} } */
#include <unistd.h>
#include "support/serve.h"

static int runs;
HANDLER (hello) { UNUSED; sparta_response_printf (response, "%d", runs); }
SERVE (hello)

int
main (int argc, char **argv)
{
  int seen = runs;
  usleep (20000);
  runs = seen + 1;
  return sparta_library_main (argc, argv, &service);
}
