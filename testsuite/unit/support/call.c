/* call.c: invocations without a library, see call.h.

   SPDX-License-Identifier: MIT  */

#include "call.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sparta_handler *current;
static int context_data;

static void
handle (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  current (event, context, response, logger);
}

static const sparta_lambda lambdas[] = {
  { .name = "unit", .handler = handle, .memory_mb = 256,
    .data = &context_data },
  { .name = "unit-http", .handler = handle, .http = true },
};
static const sparta_service service = {
  .name = "Unit", .lambdas = lambdas, .n_lambdas = 2,
};

struct unit_reply
unit_call_with (sparta_handler *handler,
                const struct sparta_invocation *invocation)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct spartap_buffer why = { 0 };
  if (spartap_service () == NULL)
    {
      spartap_logger_init ();
      ck_assert_int_eq (spartap_service_register (&service, NULL, &why), 0);
    }
  current = handler;
  int outcome = spartap_invoke (invocation, &reply);
  ck_assert_int_eq (reply.data[reply.data_size], 0);
  return (struct unit_reply) { outcome, reply.data, reply.data_size,
                               reply.content_type, reply.error_type };
}

struct unit_reply
unit_call (sparta_handler *handler, const char *event)
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = event,
    .event_size = strlen (event),
  };
  return unit_call_with (handler, &invocation);
}

struct unit_reply
unit_call_http (sparta_handler *handler, const char *event)
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit-http", .event = event,
    .event_size = strlen (event),
  };
  return unit_call_with (handler, &invocation);
}

static FILE *captured;

void
unit_stderr_begin (void)
{
  captured = tmpfile ();
  ck_assert_ptr_nonnull (captured);
  dup2 (fileno (captured), STDERR_FILENO);
}

char *
unit_stderr (void)
{
  long size = lseek (fileno (captured), 0, SEEK_END);
  char *text = calloc (1, size + 1);
  ck_assert_ptr_nonnull (text);
  ck_assert_int_eq (pread (fileno (captured), text, size, 0), size);
  return text;
}
