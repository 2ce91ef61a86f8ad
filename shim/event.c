/* event.c: see event.h.

   jansson is the judge of JSON, except for what it cannot hold and JSON may
   say: numbers beyond a double's, and nesting beyond its stack.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "event.h"
#include "file.h"

/* Reads standard input to its end.  */
static void
read_standard_input (struct event *event)
{
  size_t room = 0;
  ssize_t n;
  do
    {
      if (room - event->size < 2)
        {
          room = room == 0 ? 65536 : 2 * room;
          event->data = realloc (event->data, room);
          if (event->data == NULL)
            cli_no_memory ();
        }
      n = read (STDIN_FILENO, event->data + event->size,
                room - event->size - 1);
      if (n > 0)
        event->size += n;
    }
  while (n > 0 || (n < 0 && errno == EINTR));
  event->data[event->size] = 0;
  if (n == 0)
    return;
  cli_error ("standard input: %s", strerror (errno));
  exit (CLI_UNUSABLE);
}

/* The event that Lambda makes of none.  */
static void
use_empty_object (struct event *event)
{
  free (event->data);
  event->data = cli_asprintf ("{}");
  event->size = strlen (event->data);
}

void
event_read (struct event *event, const char *file)
{
  event->name = "standard input";
  event->data = NULL;
  event->size = 0;
  if (file == NULL && isatty (STDIN_FILENO))
    use_empty_object (event);
  else if (file == NULL || strcmp (file, "-") == 0)
    {
      read_standard_input (event);
      if (file == NULL && event->size == 0)
        use_empty_object (event);
    }
  else
    {
      event->name = file;
      const char *why = file_read (file, &event->data, &event->size);
      if (why == NULL)
        return;
      cli_error ("%s: %s", file, why);
      exit (CLI_UNUSABLE);
    }
}

char *
json_fault (const char *data, size_t size)
{
  json_error_t error;
  json_t *value = json_loadb (data, size,
                              JSON_DECODE_ANY | JSON_ALLOW_NUL
                                | JSON_DECODE_INT_AS_REAL,
                              &error);
  json_decref (value);
  if (value != NULL)
    return NULL;
  enum json_error_code code = json_error_code (&error);
  if (code == json_error_numeric_overflow || code == json_error_stack_overflow)
    return NULL;
  return cli_asprintf ("line %d, column %d: %s", error.line, error.column,
                       error.text);
}

bool
event_check (const struct event *event)
{
  if (event->size > EVENT_MAX)
    {
      cli_error ("%s: an event of %zu bytes: Lambda takes %zu at most; --raw "
                 "sends it nevertheless", event->name, event->size, EVENT_MAX);
      return false;
    }
  char *fault = json_fault (event->data, event->size);
  if (fault == NULL)
    return true;
  cli_error ("%s: the event is not JSON, which Lambda refuses: %s; --raw "
             "sends it nevertheless", event->name, fault);
  free (fault);
  return false;
}
