/* service.c: functions that answer, fail, exit, and crash, for the clients to
   report; with INIT_FAILS, a service whose main never reaches its entry call.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>
#include <stdlib.h>

#define HANDLER(name)                                               \
  static void                                                       \
  name (const sparta_event *event, const sparta_context *context,   \
        sparta_response *response, sparta_logger *logger)

HANDLER (echo)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) context;
  sparta_logger_info (logger, "%zu bytes", size);
  sparta_response_write (response, data, size);
}

HANDLER (fail)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_status (response, 500);
  sparta_response_printf (response, "no \"luck\" today");
}

HANDLER (leave)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  exit (3);
}

HANDLER (crash)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  abort ();
}

static const sparta_lambda lambdas[] = {
  { .name = "Echo", .handler = echo, .timeout_s = 20 },
  { .name = "Fail", .handler = fail },
  { .name = "Exit", .handler = leave },
  { .name = "Crash", .handler = crash },
  { .name = "class", .handler = echo },
  { .name = "9-lives", .handler = echo },
};

static const sparta_service service = {
  .name = "Conformance", .description = "", .lambdas = lambdas,
  .n_lambdas = sizeof lambdas / sizeof lambdas[0],
};

int
main (int argc, char **argv)
{
#ifdef INIT_FAILS
  exit (7);
#endif
  return sparta_library_main (argc, argv, &service);
}
