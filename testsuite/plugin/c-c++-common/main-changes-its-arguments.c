/* The strings of argv are main's to change.  */
/* { dg-do run } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "service"} } */
#include "support/serve.h"

static char *name;
HANDLER (hello)
{
  UNUSED;
  sparta_response_printf (response, "%s", name);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  name = argv[0];
  name[0] = 's';
  return sparta_library_main (argc, argv, &service);
}
