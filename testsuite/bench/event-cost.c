/* event-cost.c: a program that reads three members of its event and answers
   with them: by sparta_event_get, and by jansson's tree.

       event-cost get|jansson EVENT-FILE N

   calls the handler N times and prints the answer and the nanoseconds that one
   call took.  event-cost.py counts its instructions.

   SPDX-License-Identifier: MIT  */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"
#include "sparta-json.h"

static void
by_get (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_value value;
  int64_t middle = -1;
  if (sparta_event_get (event, "/middle/n", &value) == 0)
    sparta_value_integer (&value, &middle);
  sparta_response_printf (response, "[\"%s\",%" PRId64 ",\"%s\"]",
                          sparta_event_string (event, "/first"), middle,
                          sparta_event_string (event, "/last"));
}

static void
by_jansson (const sparta_event *event, const sparta_context *context,
            sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  json_t *whole = sparta_event_json (event, NULL);
  json_t *middle = json_object_get (json_object_get (whole, "middle"), "n");
  sparta_response_printf (
    response, "[\"%s\",%" PRId64 ",\"%s\"]",
    json_string_value (json_object_get (whole, "first")),
    (int64_t) json_integer_value (middle),
    json_string_value (json_object_get (whole, "last")));
}

static const sparta_lambda lambdas[] = {
  { .name = "get", .handler = by_get },
  { .name = "jansson", .handler = by_jansson },
};
static const sparta_service service = {
  .name = "EventCost", .lambdas = lambdas, .n_lambdas = 2,
};

/* The file NAME, NUL-terminated; the process ends where it cannot be read.  */
static char *
read_file (const char *name, size_t *size)
{
  FILE *file = fopen (name, "rb");
  char *data = malloc (1 << 24);
  if (file == NULL || data == NULL)
    {
      perror (name);
      exit (2);
    }
  *size = fread (data, 1, (1 << 24) - 1, file);
  data[*size] = 0;
  fclose (file);
  return data;
}

static double
now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

int
main (int argc, char **argv)
{
  struct sparta_invocation invocation = { .size = sizeof invocation };
  struct sparta_reply reply = { .size = sizeof reply };
  struct spartap_buffer why = { 0 };
  if (argc != 4 || spartap_service_register (&service, NULL, &why) != 0)
    return 2;
  size_t size;
  char *event = read_file (argv[2], &size);
  int n = atoi (argv[3]);
  invocation.function = argv[1];
  invocation.event = event;
  invocation.event_size = size;
  double start = now_ns ();
  for (int i = 0; i < n; i++)
    if (spartap_invoke (&invocation, &reply) != 0)
      return 1;
  double each = n > 0 ? (now_ns () - start) / n : 0;
  printf ("%.0f %s\n", each, n > 0 ? reply.data : "");
  free (event);
  return 0;
}
