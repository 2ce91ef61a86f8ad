/* headers.c: sets a status and more headers than fit at first.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "service.h"

static void
headers (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  char name[32];
  (void) context;
  (void) logger;
  sparta_response_header (response, "Content-Type", "image/png");
  for (int i = 0; i < 20; i++)
    {
      snprintf (name, sizeof name, "X-Header-%d", i % 15);
      sparta_response_header (response, name, "a value of some length");
    }
  sparta_response_status (response,
                          sparta_event_data (event, NULL)[0] == 'b' ? 404
                                                                    : 201);
  sparta_response_write (response, "\x89PNG\0\r\n", 7);
}

static const char *const events[] = { "good", "bad", NULL };

static const struct function row = {
  .lambda = { .name = "headers", .handler = headers }, .events = events,
};
FUNCTION (row);
