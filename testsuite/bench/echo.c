/* echo.c: the function that is measured: it answers with its event.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>

static void
echo (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) context;
  (void) logger;
  sparta_response_write (response, data, size);
}

static const sparta_lambda lambdas[] = {
  { .name = "Echo", .handler = echo },
};

static const sparta_service service = {
  .name = "Bench", .description = "", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
