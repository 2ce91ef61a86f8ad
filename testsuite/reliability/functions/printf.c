/* printf.c: answers with formatted text, and prints to standard output.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "service.h"

static void
print (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) context;
  (void) logger;
  printf ("%zu bytes", size);           /* the runtime flushes it */
  for (int i = 0; i < 100; i++)
    sparta_response_printf (response, "%s%3d %-10s", i == 0 ? "\"" : ",", i,
                            data);
  sparta_response_printf (response, "%*s\"", 2000, "");
}

static const char *const events[] = { "", "printed", NULL };

static const struct function row = {
  .lambda = { .name = "printf", .handler = print }, .events = events,
  .lines = 1, .prints = true,
};
FUNCTION (row);
