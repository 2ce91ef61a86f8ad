/* json.c: events and responses as jansson's values (libsparta-json.a).

   The event's tree hangs on the invocation's cleanup, so that it is built at
   most once and freed after the handler returned, however it returned.

   SPDX-License-Identifier: MIT  */

#include "sparta-json.h"

#include "internal.h"

static void
free_tree (void *tree)
{
  json_decref (tree);
}

json_t *
sparta_event_json (const sparta_event *event, json_error_t *error)
{
  struct spartap_cleanup *cleanup = event->cleanup;
  if (cleanup->data == NULL)
    {
      /* JSON allows what jansson does not by default: a value that is neither
         an object nor an array, and \u0000 in a string.  */
      cleanup->data = json_loadb (event->data, event->size,
                                  JSON_DECODE_ANY | JSON_ALLOW_NUL, error);
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

int
sparta_response_json (sparta_response *response, json_t *value)
{
  struct sink sink = { .response = response };
  size_t before = response->body.size;
  if (value == NULL)
    return SPARTA_EINVAL;
  if (json_dump_callback (value, append, &sink, JSON_COMPACT | JSON_ENCODE_ANY)
      == 0)
    return 0;
  /* A text that broke off is worse than none.  */
  response->body.size = before;
  if (response->body.data != NULL)
    response->body.data[before] = 0;
  return sink.error != 0 ? sink.error : SPARTA_EJSON;
}

int
sparta_response_json_new (sparta_response *response, json_t *value)
{
  int error = sparta_response_json (response, value);
  json_decref (value);
  return error;
}
