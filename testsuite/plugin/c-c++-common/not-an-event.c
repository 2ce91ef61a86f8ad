/* An event that is not JSON reaches the handler as it is.  */
/* { dg-do run } */
/* { dg-invoke "Hello" {[not json} } */
/* { dg-output {Hello: ok: "9 .not json"} } */
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  size_t size;
  const char *data = sparta_event_data (event, &size);
  sparta_response_printf (response, "%d %s", (int) size, data);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
