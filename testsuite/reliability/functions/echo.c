/* echo.c: answers with its event.
   SPDX-License-Identifier: MIT  */

#include "service.h"

#define TEN(text) text text text text text text text text text text

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

static const char *const events[] = {
  "", "{\"a\":1}", "not JSON: \x01\xff\"",
  "\"" TEN (TEN ("1 KB in all")) "\"", NULL,    /* 1102 bytes */
};

static const struct function row = {
  .lambda = { .name = "echo", .handler = echo }, .events = events,
};
FUNCTION (row);
