/* hello.h: a service of one function, Hello, that answers with its event.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>

static void
hello (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_response_printf (response, "{\"hello\":%s}",
                          sparta_event_data (event, NULL));
}

static const sparta_lambda lambdas[] = {
  { .name = "Hello", .handler = hello },
};

static const sparta_service service = {
  .name = "Service", .lambdas = lambdas, .n_lambdas = 1,
};
