/* exit.c: ends by exit, in the midst of an answer.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>

#include "service.h"

static void
leave (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_header (response, "X-Left", "yes");
  sparta_response_printf (response, "%*s", 1000, "");
  exit (3);
}

static const char *const events[] = { "{}", NULL };

static const struct function row = {
  .lambda = { .name = "exit", .handler = leave }, .events = events,
};
FUNCTION (row);
