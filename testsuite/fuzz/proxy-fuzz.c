/* proxy-fuzz.c: any bytes as an HTTP event: every accessor, and a response to
   each source that is made of what they returned.  The response must be JSON,
   and its body the one that was written.

   SPDX-License-Identifier: MIT  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "headers.h"
#include "internal.h"

/* The part of the runtime that is tried.  */
static const void *const part __attribute__ ((used)) = &spartap_http_part;

/* What the corpus calls its parameters, headers and cookies.  */
static const char *const names[] = { "q", "a b", "cookie", "X-Two", "" };

static void
require (bool right)
{
  if (!right)
    abort ();
}

static void
read_names (const sparta_event *event)
{
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *name = names[i];
      const char *header = sparta_http_header (event, name);
      const char *first = sparta_http_header_at (event, name, 0);
      require (first == NULL
               || (header != NULL
                   && strncmp (header, first, strlen (first)) == 0));
      sparta_http_query (event, name);
      sparta_http_query_at (event, name, 1);
      sparta_http_cookie (event, name);
      sparta_http_path_parameter (event, name);
    }
}

/* Walks through the parameters, which ends.  */
static void
read_query (const sparta_event *event)
{
  sparta_http_position position = { 0 };
  const char *name, *value;
  while (sparta_http_query_next (event, &position, &name, &value) > 0)
    require (strlen (name) < SIZE_MAX && strlen (value) < SIZE_MAX);
}

/* Answers with the event's headers, as headers and as cookies.  */
static void
write_headers (const sparta_event *event, sparta_response *response)
{
  sparta_http_position position = { 0 };
  const char *name, *value;
  while (sparta_http_header_next (event, &position, &name, &value) > 0)
    {
      sparta_response_header_add (response, name, value);
      sparta_response_header (response, "X-Last", value);
      sparta_response_cookie (response, value);
    }
}

/* The body in REPLY is what was written, SIZE bytes at BODY.  */
static void
check_body (const sparta_event *reply, const char *body, size_t size)
{
  sparta_value value;
  const char *string;
  size_t length;
  bool base64;
  require (sparta_event_get (reply, "/isBase64Encoded", &value) == 0);
  require (sparta_value_boolean (&value, &base64) == 0);
  require (sparta_event_get (reply, "/body", &value) == 0);
  require (sparta_value_string (&value, &string, &length) == 0);
  if (base64)
    length = spartap_base64_decode ((char *) string, string, length);
  require (length == size && (size == 0 || memcmp (string, body, size) == 0));
}

/* Answers EVENT as from SOURCE, with its own body, and without a Content-Type
   where BARE; fails where FAIL.  */
static void
answer (sparta_event *event, sparta_http_source source, bool bare, bool fail)
{
  static struct spartap_buffer headers, error_type, failures;
  static struct sparta_reply reply = { .size = sizeof reply };
  sparta_response response = {
    .body = spartap_reply_lend (&reply), .headers = &headers,
    .error_type = &error_type, .failures = &failures, .http = event,
  };
  size_t size;
  const char *body = sparta_http_body (event, &size);
  if (body == NULL)
    body = sparta_event_data (event, &size);
  spartap_buffer_clear (&headers);
  spartap_buffer_clear (&error_type);
  write_headers (event, &response);
  if (bare)
    spartap_headers_remove (&headers, "Content-Type");
  sparta_response_status (&response, 100 + (int) (size % 500));
  sparta_response_write (&response, body, size);
  if (fail)
    sparta_response_fail (&response, "A.Type", "%s", body);
  event->request->source = source;
  require (spartap_response_finish (&response, &reply) == SPARTA_OK);
  sparta_event posted = { .data = reply.data, .size = reply.data_size,
                          .arena = event->arena };
  require (sparta_event_check (&posted) == 0);
  if (!fail)
    check_body (&posted, body, size);
}

static void
read_event (sparta_event *event)
{
  sparta_http_method (event);
  sparta_http_path (event);
  sparta_http_query_string (event);
  sparta_http_source_ip (event);
  size_t size = 1;
  const char *body = sparta_http_body (event, &size);
  require (body != NULL ? body[size] == 0 : size == 0);
  read_names (event);
  read_query (event);
}

static void
be_quiet (void)
{
  static bool quiet;
  if (quiet)
    return;
  quiet = true;
  setenv ("AWS_LAMBDA_LOG_LEVEL", "FATAL", 1);
  spartap_logger_init ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  static struct spartap_arena arena;
  static struct spartap_request request;
  be_quiet ();
  /* A copy ends where the event does: a sanitizer watches.  */
  char *text = malloc (size + 1);
  if (text == NULL)
    return 0;
  memcpy (text, bytes, size);
  text[size] = 0;
  struct spartap_mark mark = spartap_arena_mark (&arena);
  sparta_event event = { .data = text, .size = size, .arena = &arena,
                         .request = &request };
  request.read = false;
  read_event (&event);
  sparta_http_source source = sparta_http_source_of (&event);
  for (int other = SPARTA_HTTP_V1; other <= SPARTA_HTTP_ALB; other++)
    {
      request.source = source;
      answer (&event, other, other % 2 == 0, false);
      request.source = source;
      answer (&event, other, false, true);
    }
  spartap_arena_release (&arena, mark);
  free (text);
  return 0;
}
