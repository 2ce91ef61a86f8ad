/* app.c: a Lambda function that says hello.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>

static void
hello_world (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  sparta_logger_info (logger, "saying hello");
  sparta_response_printf (response, "{\"message\":\"Hello from C\"}");
}

static const sparta_lambda lambdas[] = {
  { .name = "HelloWorld", .handler = hello_world, .memory_mb = 128,
    .timeout_s = 3 },
};

static const sparta_service service = {
  .name = "HelloService", .description = "Says hello",
  .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
