/* fail.c: a function error with a message of some length.
   SPDX-License-Identifier: MIT  */

#include "service.h"

static void
fail (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_response_write (response, "unwanted", 8);
  sparta_response_fail (response, "Test.Failed", "%s: %*s", "failed", 300,
                        sparta_event_data (event, NULL));
}

static const char *const events[] = { "", "\"\x01\xc3\xa9\"", NULL };

static const struct function row = {
  .lambda = { .name = "fail", .handler = fail }, .events = events,
};
FUNCTION (row);
