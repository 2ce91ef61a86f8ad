/* native.c: functions that end in every way, for the native host.  INIT says
   how main begins.
   SPDX-License-Identifier: MIT  */
#include <sparta-library.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HANDLER(name)                                               \
  static void                                                       \
  name (const sparta_event *event, const sparta_context *context,   \
        sparta_response *response, sparta_logger *logger)

HANDLER (echo)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  sparta_logger_info (logger, "event %s", sparta_context_request_id (context));
  sparta_response_write (response, data, size);
}

HANDLER (slow)
{
  nanosleep (&(struct timespec) { .tv_nsec = 20000000 }, NULL);
  echo (event, context, response, logger);
}

HANDLER (fail)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_status (response, 500);
  sparta_response_printf (response, "no \"luck\" today");
}

/* Exits, where the event says so not before all are there.  */
HANDLER (leave)
{
  size_t size;
  (void) context;
  (void) response;
  (void) logger;
  if (strcmp (sparta_event_data (event, &size), "\"late\"") == 0)
    nanosleep (&(struct timespec) { .tv_nsec = 200000000 }, NULL);
  exit (3);
}

/* SIGTERM may come while the process ends.  */
static void
wait_for_the_end (void)
{
  for (;;)
    pause ();
}

/* Crashes, or waits for that or answers at once where the event says so.  */
HANDLER (crash)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  if (strncmp (data, "\"wait", 5) == 0)
    wait_for_the_end ();
  if (strncmp (data, "\"xxxx", 5) == 0)
    {
      echo (event, context, response, logger);
      return;
    }
  nanosleep (&(struct timespec) { .tv_nsec = 200000000 }, NULL);
  *(volatile int *) 8 = 1;
}

static void *
leave_thread (void *unused)
{
  (void) unused;
  exit (4);
}

HANDLER (thread)
{
  pthread_t thread;
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  pthread_create (&thread, NULL, leave_thread, NULL);
  wait_for_the_end ();
}

/* What X-Ray's libraries read, and the context's.  */
HANDLER (trace)
{
  const char *environment = getenv ("_X_AMZN_TRACE_ID");
  (void) event;
  (void) logger;
  sparta_response_printf (response,
                          "{\"environment\":\"%s\",\"context\":\"%s\"}",
                          environment != NULL ? environment : "",
                          sparta_context_trace_id (context));
}

static const sparta_lambda lambdas[] = {
  { .name = "Echo", .handler = echo, .timeout_s = 20 },
  { .name = "Slow", .handler = slow },
  { .name = "Fail", .handler = fail },
  { .name = "Exit", .handler = leave },
  { .name = "Crash", .handler = crash },
  { .name = "Thread", .handler = thread },
  { .name = "Trace", .handler = trace },
  { .name = "9lives", .handler = echo },
  { .name = "a-b_c", .handler = echo },
};

static const sparta_service service = {
  .name = "Native", .description = "", .lambdas = lambdas,
  .n_lambdas = sizeof lambdas / sizeof lambdas[0],
};

int
main (int argc, char **argv)
{
  const char *init = getenv ("INIT");
  if (init != NULL && strcmp (init, "exit") == 0)
    exit (7);
  if (init != NULL && strcmp (init, "crash") == 0)
    abort ();
  int status = sparta_library_main (argc, argv, &service);
  puts ("main ends");
  return status;
}
