/* invoke.c: what `make bench-invoke' counts and times.

     invoke echo|copy|log|unlogged SIZE COUNT

   COUNT invocations, through Lambda, of a function that answers with its event
   of SIZE bytes; or as many bare copies of SIZE bytes; or one invocation that
   logs COUNT lines of SIZE bytes, or would, if its level were asked for.  It
   prints the nanoseconds of one; what counts instructions or system calls
   compares two COUNTs.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "service.h"

static long count;
static char *bytes, *copy;

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

static void
log_lines (const sparta_event *event, const sparta_context *context,
           sparta_response *response, sparta_logger *logger)
{
  const char *text = sparta_event_data (event, NULL);
  (void) context;
  (void) response;
  for (long i = 0; i < count; i++)
    sparta_logger_info (logger, "%s", text);
}

static void
log_nothing (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  const char *text = sparta_event_data (event, NULL);
  (void) context;
  (void) response;
  for (long i = 0; i < count; i++)
    sparta_logger_debug (logger, "%s", text);
}

static const struct function echo_row
  = { .lambda = { .name = "echo", .handler = echo } };
static const struct function log_row
  = { .lambda = { .name = "log", .handler = log_lines } };
static const struct function unlogged_row
  = { .lambda = { .name = "unlogged", .handler = log_nothing } };
FUNCTION (echo_row);
FUNCTION (log_row);
FUNCTION (unlogged_row);

static long long
now (void)
{
  struct timespec time;
  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* A memcpy that the compiler does not see through.  */
static void *(*volatile copy_bytes) (void *, const void *, size_t) = memcpy;

static void
run (const char *what, size_t size, long n)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = service_invocation (what, bytes, size);
  for (long i = 0; i < n; i++)
    if (strcmp (what, "copy") == 0)
      copy_bytes (copy, bytes, size);
    else if (Lambda (&invocation, &reply) != SPARTA_OK)
      abort ();
}

int
main (int argc, char **argv)
{
  if (argc != 4)
    return 2;
  const char *what = argv[1];
  size_t size = strtoul (argv[2], NULL, 10);
  count = strtol (argv[3], NULL, 10);
  bytes = malloc (size + 1);
  copy = malloc (size + 1);
  if (bytes == NULL || copy == NULL)
    return 2;
  memset (bytes, '[', size);
  bytes[size] = 0;
  int results = service_silence ();
  service_start ();
  long n = strstr (what, "log") != NULL ? 1 : count;
  if (n > 1)
    run (what, size, 3);                /* each buffer gets its size */
  long long start = now ();
  run (what, size, n);
  dprintf (results, "%.1f\n", (double) (now () - start) / count);
  return 0;
}
