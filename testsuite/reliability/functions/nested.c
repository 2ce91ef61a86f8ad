/* nested.c: calls Lambda in its turn, and answers with what that answered.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "service.h"

static void
nest (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  struct sparta_invocation inner = service_invocation (data, "[1]", 3);
  struct sparta_reply reply = { .size = sizeof reply };
  (void) context;
  (void) logger;
  sparta_response_header (response, "X-Outer", "kept");
  Lambda (&inner, &reply);
  if (reply.error_type != NULL
      && strcmp (reply.error_type, "Sparta.OutOfMemory") == 0)
    sparta_response_fail (response, NO_MEMORY, "within");
  else
    sparta_response_write (response, reply.data, reply.data_size);
  LambdaFree (&reply);
}

static const char *const events[] = { "echo", "fail", "exit", NULL };

static const struct function row = {
  .lambda = { .name = "nested", .handler = nest }, .events = events,
  .allocates = true,
};
FUNCTION (row);
