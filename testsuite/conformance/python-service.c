/* python-service.c: functions for the Python host alone.  Some have names that
   are none in Python, one crashes, two meet signals; the hooks fail as the
   environment says.
   SPDX-License-Identifier: MIT  */
#include <errno.h>
#include <signal.h>
#include <sparta-library.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define HANDLER(name) \
 static void name (const sparta_event *event, const sparta_context *context, \
                   sparta_response *response, sparta_logger *logger)

/* Its event, and the name it was called by.  */
HANDLER (echo)
{
  (void) logger;
  sparta_response_printf (response, "{\"function\":\"%s\",\"event\":%s}",
                          (const char *) sparta_context_data (context),
                          sparta_event_data (event, NULL));
}

HANDLER (crash)
{
  volatile int *volatile nowhere = NULL;
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  *nowhere = 1;
}

/* Sleeps for as many milliseconds as the event says; answers with how often a
   signal woke it.  */
HANDLER (block)
{
  long ms = strtol (sparta_event_data (event, NULL), NULL, 10);
  struct timespec left = { ms / 1000, ms % 1000 * 1000000 };
  int woken = 0;
  (void) context;
  (void) logger;
  while (nanosleep (&left, &left) != 0 && errno == EINTR)
    woken++;
  sparta_response_printf (response, "%d", woken);
}

/* Is interrupted, and goes on.  */
HANDLER (interrupt)
{
  (void) context;
  (void) logger;
  kill (getpid (), SIGINT);
  puts ("went on");
  sparta_response_printf (response, "%s", sparta_event_data (event, NULL));
}

static int
hook (const char *name)
{
  const char *status = getenv (name);
  printf ("hook %s\n", name);
  return status == NULL ? 0 : atoi (status);
}

static int
before_snapshot (void *data)
{
  (void) data;
  return hook ("BEFORE_SNAPSHOT");
}

static int
after_restore (void *data)
{
  (void) data;
  return hook ("AFTER_RESTORE");
}

static void
at_shutdown (void *data)
{
  (void) data;
  hook ("AT_SHUTDOWN");
}

#define ECHO(text) \
 { \
  .name = text, .handler = echo, .data = text \
 }

static const sparta_lambda lambdas[] = {
  ECHO ("Echo"),
  ECHO ("class"),
  ECHO ("1st-day"),
  ECHO ("print"),
  { .name = "Crash", .handler = crash },
  { .name = "Block", .handler = block },
  { .name = "Interrupt", .handler = interrupt },
};

static const sparta_service service = {
  .name = "PythonConformance",
  .lambdas = lambdas,
  .n_lambdas = sizeof lambdas / sizeof *lambdas,
};

int
main (int argc, char **argv)
{
  const sparta_hooks hooks = {
    .size = sizeof hooks,
    .before_snapshot = before_snapshot,
    .after_restore = after_restore,
    .at_shutdown = at_shutdown,
  };
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
