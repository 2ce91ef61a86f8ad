/* log.c: one line that is written, one whose level is below what is asked for.
   SPDX-License-Identifier: MIT  */

#include "service.h"

static void
log_lines (const sparta_event *event, const sparta_context *context,
           sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) response;
  sparta_logger_debug (logger, "unseen: %s", sparta_event_data (event, NULL));
  sparta_logger_info (logger, "seen: %s%*s", sparta_event_data (event, NULL),
                      500, "");
}

static const char *const events[] = { "", "{\"key\":\"value\"}", NULL };

static const struct function row = {
  .lambda = { .name = "log", .handler = log_lines }, .events = events,
  .lines = 1,
};
FUNCTION (row);
