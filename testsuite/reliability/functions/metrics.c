/* metrics.c: metrics of its own beside the runtime's.
   SPDX-License-Identifier: MIT  */

#include "service.h"

static void
measure (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  size_t size;
  sparta_event_data (event, &size);
  (void) context;
  for (int i = 0; i < 120; i++)
    sparta_logger_metric (logger, i % 3 == 0 ? "Size" : "Items", i,
                          i % 3 == 0 ? "Bytes" : "Count");
  sparta_logger_metric (logger, "Last", (double) size, NULL);
  sparta_response_printf (response, "%zu", size);
}

static const char *const events[] = { "{}", NULL };

static const struct function row = {
  .lambda = { .name = "metrics", .handler = measure, .metrics = true },
  .events = events, .lines = 1,
};
FUNCTION (row);
