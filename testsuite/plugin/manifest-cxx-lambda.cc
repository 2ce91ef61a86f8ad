// A handler that is a lambda expression.
// { dg-do run }
// { dg-invoke "Hello" "7" }
// { dg-output {Hello: ok: 7} }
#include "support/serve.h"

static const sparta_lambda rows[] = {
  { .name = "Hello",
    .handler = [] (const sparta_event *event, const sparta_context *,
                   sparta_response *response, sparta_logger *)
    {
      sparta_response_printf (response, "%s",
                              sparta_event_data (event, NULL));
    } },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
