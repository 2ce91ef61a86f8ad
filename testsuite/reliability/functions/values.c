/* values.c: fields of the event, escaped and not, and all members of one.
   SPDX-License-Identifier: MIT  */

#include <inttypes.h>

#include "service.h"

/* Appends the object's members; returns an error.  */
static int
append_members (sparta_response *response, const sparta_value *object)
{
  sparta_iterator iterator;
  sparta_value value;
  const char *key, *string;
  int error = sparta_value_iterate (object, &iterator);
  while (error == 0 && sparta_iterator_next (&iterator, &value) > 0)
    {
      error = sparta_iterator_key (&iterator, &key, NULL);
      if (error == 0)
        error = sparta_value_string (&value, &string, NULL);
      if (error == 0)
        error = sparta_response_printf (response, "%s: %s\n", key, string);
    }
  return error;
}

static void
values (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  const char *name = sparta_event_string (event, "/name");
  sparta_value value;
  int64_t number = 0;
  double ratio = 0;
  (void) context;
  (void) logger;
  if (sparta_event_get (event, "/list/2/number", &value) == 0)
    sparta_value_integer (&value, &number);
  if (sparta_event_get (event, "/ratio", &value) == 0)
    sparta_value_number (&value, &ratio);
  if (name == NULL || sparta_event_get (event, "/members", &value) != 0
      || append_members (response, &value) != 0)
    sparta_response_fail (response, NO_MEMORY, "a string is missing");
  else
    sparta_response_printf (response, "%s %" PRId64 " %g %d", name, number,
                            ratio, sparta_event_check (event));
}

static const char *const events[] = {
  "{\"name\":\"Ada\",\"list\":[1,2,{\"number\":-12}],\"ratio\":2.5e3,"
    "\"members\":{\"a\":\"b\"}}",
  "{\"members\":{\"\\u0061\\n\":\"\\ud83d\\ude00\",\"c\":\"\\\\\\/\","
    "\"d\":\"\"}, \"ratio\":1e-400,\"name\":\"Augusta \\u0041da\"}", NULL,
};

static const struct function row = {
  .lambda = { .name = "values", .handler = values }, .events = events,
};
FUNCTION (row);
