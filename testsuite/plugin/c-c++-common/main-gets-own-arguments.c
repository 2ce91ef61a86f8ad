/* argv[0] is the service's name and nothing follows: never the host's.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "1 Service end"} } */
#include "support/serve.h"

static int count;
static char **words;
HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, "%d %s %s", count, words[0],
                          words[1] == NULL ? "end" : words[1]);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  count = argc;
  words = argv;
  return sparta_library_main (argc, argv, &service);
}
