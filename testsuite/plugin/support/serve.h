/* serve.h: SERVE (handler): a service of one function, Hello, with a main that
   serves it.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>

#define HANDLER(name) \
  static void name (const sparta_event *event, const sparta_context *context, \
                    sparta_response *response, sparta_logger *logger)

/* For a handler that does not use all that it is given.  */
#define UNUSED (void) event, (void) context, (void) response, (void) logger

#define SERVE(function) \
  static const sparta_lambda lambdas[] = { \
    { .name = "Hello", .handler = function }, \
  }; \
  static const sparta_service service = { \
    .name = "Service", .lambdas = lambdas, .n_lambdas = 1, \
  };
