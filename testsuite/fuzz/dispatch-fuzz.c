/* dispatch-fuzz.c: any invocation of functions that answer with anything: the
   way from the host's struct to the reply.  The first byte of the input says
   what the host leaves out, the second the function; then come the handler's
   calls, up to a zero byte, and behind it the event, from which those calls
   have their arguments.

   SPDX-License-Identifier: MIT  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

int LLVMFuzzerTestOneInput (const uint8_t *, size_t);

/* The handler's calls, one a byte.  */
static const uint8_t *calls;
static size_t n_calls;

static void
require (bool right)
{
  if (!right)
    abort ();
}

/* One call: its low bits say which, its high bits with how much of TEXT.  */
static void
respond (sparta_response *response, uint8_t call, const char *text,
         size_t size)
{
  size_t part = size * (call >> 4) / 15;
  switch (call & 7)
    {
    case 1:
      sparta_response_write (response, text, part);
      break;
    case 2:
      sparta_response_printf (response, "%*d%s", call, call, text + part);
      break;
    case 3:
      sparta_response_header (response, text + part, text);
      break;
    case 4:
      sparta_response_header (response, "Content-Type", text + part);
      break;
    case 5:
      sparta_response_status (response, call * 3);
      break;
    case 6:
      sparta_response_fail (response, text + part, "%s", text);
      break;
    case 7:
      sparta_response_header_add (response, "X-Many", text + part);
      sparta_response_cookie (response, text + part);
      break;
    }
}

static void
handle (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *text = sparta_event_data (event, &size);
  require (text[size] == 0);
  require (sparta_context_request_id (context) != NULL);
  require (sparta_context_function_version (context) != NULL);
  require (sparta_context_remaining_ms (context) >= 0);
  require (sparta_context_credentials (context).session_token != NULL);
  for (size_t i = 0; i < n_calls; i++)
    respond (response, calls[i], text, size);
  sparta_logger_metric (logger, text, (double) size, "Bytes");
}

static const sparta_lambda lambdas[] = {
  { .name = "plain", .handler = handle },
  { .name = "http", .handler = handle, .http = true },
};

static const sparta_service service = {
  .name = "Fuzz", .lambdas = lambdas, .n_lambdas = 2,
};

static void
start (void)
{
  struct spartap_buffer why = { 0 };
  if (spartap_service () != NULL)
    return;
  setenv ("AWS_LAMBDA_LOG_LEVEL", "FATAL", 1);
  require (spartap_service_register (&service, NULL, &why) == 0);
}

/* What the host does not leave out: TEXT.  */
static struct sparta_invocation
make_invocation (uint8_t flags, uint8_t function, const char *text,
                 size_t size)
{
  static const char *const names[] = { "plain", "http", "", "nobody", NULL };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = names[function % 5],
    .event = text, .event_size = size, .deadline_ms = (int64_t) flags << 56,
  };
  if (flags & 1)
    invocation.request_id = invocation.function_arn = text;
  if (flags & 2)
    invocation.trace_id = invocation.client_context = text;
  if (flags & 4)
    invocation.access_key_id = invocation.secret_access_key
      = invocation.session_token = text;
  if (flags & 8)
    invocation.size = offsetof (struct sparta_invocation, request_id);
  if (flags & 16)
    invocation.event = NULL;
  if (flags & 32)
    invocation.operation = 4 + (function & 3);
  return invocation;
}

/* What every reply keeps.  */
static void
check_reply (int outcome, const struct sparta_reply *reply)
{
  struct sparta_event answer
    = { .data = reply->data, .size = reply->data_size };
  require (outcome == SPARTA_OK || outcome == SPARTA_FAILED);
  require (reply->data != NULL && reply->data[reply->data_size] == 0);
  require (reply->kind == (outcome == SPARTA_OK ? SPARTA_REPLY_PAYLOAD
                                                : SPARTA_REPLY_ERROR));
  require ((outcome == SPARTA_OK) == (reply->content_type != NULL));
  require ((outcome == SPARTA_OK) == (reply->error_type == NULL));
  if (outcome != SPARTA_OK)
    require (sparta_event_check (&answer) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  if (size < 3)
    return 0;
  start ();
  const uint8_t *end = memchr (bytes + 2, 0, size - 2);
  calls = bytes + 2;
  n_calls = end == NULL ? size - 2 : (size_t) (end - calls);
  size -= 2 + n_calls;
  /* Memory of its own: a sanitizer sees what is read behind the NUL.  */
  char *text = malloc (size + 1);
  if (text == NULL)
    return 0;
  memcpy (text, calls + n_calls, size);
  text[size] = 0;
  char *event = text + (size > 0);
  struct sparta_invocation invocation
    = make_invocation (bytes[0], bytes[1], event, size - (size > 0));
  check_reply (spartap_invoke (&invocation, &reply), &reply);
  free (text);
  return 0;
}
