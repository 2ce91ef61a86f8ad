/* json.c: events and responses as jansson's values (libsparta-json.a).

   The event's tree hangs on the invocation's cleanup, so that it is built at
   most once and freed after the handler returned, however it returned.

   SPDX-License-Identifier: MIT  */

#include "sparta-json.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "internal.h"
#include "value.h"

static void
free_tree (void *tree)
{
  json_decref (tree);
}

/* Fills in ERROR, which may be NULL.  */
static void
say (json_error_t *error, enum json_error_code code, const char *words,
     size_t position)
{
  if (error == NULL)
    return;
  memset (error, 0, sizeof *error);
  error->line = error->column = -1;
  error->position = position <= INT_MAX ? position : INT_MAX;
  strcpy (error->source, "<buffer>");
  strcpy (error->text, words);
  error->text[JSON_ERROR_TEXT_LENGTH - 1] = code;       /* as jansson has it */
}

static json_t *
load (const sparta_event *event, json_error_t *error)
{
  /* Without the byte order mark that there may be.  */
  const char *data = spartap_event_begin (event);
  size_t size = event->data + event->size - data;
  /* jansson loses a NUL that stands behind a number.  */
  const char *nul = memchr (data, 0, size);
  if (nul != NULL)
    {
      say (error, json_error_null_character, "a NUL byte", nul - data);
      return NULL;
    }
  /* JSON allows what jansson does not by default: a value that is neither an
     object nor an array, and \u0000 in a string.  */
  errno = 0;
  json_t *tree = json_loadb (data, size, JSON_DECODE_ANY | JSON_ALLOW_NUL,
                             error);
  /* Its words are then none, or blame the event.  */
  if (tree == NULL && errno == ENOMEM)
    say (error, json_error_out_of_memory, sparta_strerror (SPARTA_ENOMEM), 0);
  return tree;
}

json_t *
sparta_event_json (const sparta_event *event, json_error_t *error)
{
  struct spartap_cleanup *cleanup = event->cleanup;
  if (cleanup->data == NULL)
    {
      cleanup->data = load (event, error);
      cleanup->free = free_tree;
    }
  return cleanup->data;
}

struct sink
{
  sparta_response *response;
  int error;
};

static int
append (const char *text, size_t size, void *opaque)
{
  struct sink *sink = opaque;
  sink->error = sparta_response_write (sink->response, text, size);
  return sink->error == 0 ? 0 : -1;
}

/* The error of a VALUE that could not be made or encoded; where memory was
   out, a part of RESPONSE is missing.  */
static int
broken (sparta_response *response, int error)
{
  if (errno != ENOMEM)
    return error;
  response->out_of_memory = true;
  return SPARTA_ENOMEM;
}

int
sparta_response_json (sparta_response *response, json_t *value)
{
  struct sink sink = { .response = response };
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  size_t before = response->body.size;
  if (value == NULL)
    return broken (response, SPARTA_EINVAL);
  errno = 0;
  if (json_dump_callback (value, append, &sink, JSON_COMPACT | JSON_ENCODE_ANY)
      == 0)
    return 0;
  /* A text that broke off is worse than none.  */
  response->body.size = before;
  if (response->body.data != NULL)
    response->body.data[before] = 0;
  return sink.error != 0 ? sink.error : broken (response, SPARTA_EJSON);
}

int
sparta_response_json_new (sparta_response *response, json_t *value)
{
  int error = sparta_response_json (response, value);
  json_decref (value);
  return error;
}
