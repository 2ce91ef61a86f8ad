/* context.c: answers with its own request id, so that no other invocation's
   can take its place.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "service.h"

static void
say_context (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) logger;
  sparta_credentials credentials = sparta_context_credentials (context);
  if (sparta_context_remaining_ms (context) == 0
      || strcmp (credentials.secret_access_key, "secret") != 0
      || sparta_context_memory_mb (context) == 0
      || strcmp (sparta_context_tenant_id (context), "t") != 0)
    sparta_response_fail (response, "Test.Context", "wrong");
  else
    sparta_response_printf (response, "\"%s\"",
                            sparta_context_request_id (context));
}

static bool
answers (const struct sparta_invocation *invocation,
         const struct sparta_reply *reply)
{
  size_t size = strlen (invocation->request_id);
  return reply->kind == SPARTA_REPLY_PAYLOAD && reply->data_size == size + 2
         && memcmp (reply->data + 1, invocation->request_id, size) == 0;
}

static const char *const events[] = { "{}", NULL };

static const struct function row = {
  .lambda = { .name = "context", .handler = say_context }, .events = events,
  .answers = answers,
};
FUNCTION (row);
