/* response-flush.c: what a host is given of a response that is streamed, and
   what Lambda returns then.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "crash.h"
#include "unit.h"

#define URL                                                             \
  "{\"version\":\"2.0\",\"requestContext\":{\"domainName\":"            \
  "\"abc.lambda-url.eu-west-1.on.aws\",\"http\":{\"method\":\"GET\"}}}"
#define HTTP_API                                                        \
  "{\"version\":\"2.0\",\"requestContext\":{\"domainName\":"            \
  "\"abc.execute-api.eu-west-1.amazonaws.com\","                        \
  "\"http\":{\"method\":\"GET\"}}}"
#define REST "{\"httpMethod\":\"GET\",\"requestContext\":{}}"
#define HTTP_API_1                                                      \
  "{\"version\":\"1.0\",\"httpMethod\":\"GET\",\"requestContext\":{}}"
#define ALB                                                             \
  "{\"httpMethod\":\"GET\",\"headers\":{},"                             \
  "\"requestContext\":{\"elb\":{}}}"

#define HTTP_TYPE "application/vnd.awslambda.http-integration-response"
#define ZEROS "\0\0\0\0\0\0\0\0"

/* What the host was given.  */
static struct
{
  char text[1024];              /* all of it; the first bytes, where long */
  size_t size, total;
  char type[128];               /* of the head */
  int heads, calls;
  int fails_at;                 /* the call that is not taken; 0: none */
} given;

static void
keep (const void *data, size_t size)
{
  size_t room = sizeof given.text - given.size;
  given.total += size;
  size = size < room ? size : room;
  if (size > 0)
    memcpy (given.text + given.size, data, size);
  given.size += size;
}

static int
take (void *opaque, const struct sparta_reply *head, const void *data,
      size_t size)
{
  ck_assert_ptr_eq (opaque, &given);
  ck_assert_int_eq (head != NULL, ++given.calls == 1);
  if (given.calls == given.fails_at)
    return 7;
  if (head != NULL)
    {
      given.heads++;
      snprintf (given.type, sizeof given.type, "%s", head->content_type);
      keep (head->data, head->data_size);
    }
  keep (data, size);
  return 0;
}

static struct sparta_host host
  = { .size = sizeof host, .abi = SPARTA_ABI, .name = "unit",
      .stream = take };

static struct unit_reply
call (const char *function, sparta_handler *handler, const char *event)
{
  struct sparta_invocation invocation
    = { .size = sizeof invocation, .function = function, .event = event,
        .event_size = strlen (event), .opaque = &given };
  spartap_crash_init (&host);
  int fails_at = given.fails_at;
  memset (&given, 0, sizeof given);
  given.fails_at = fails_at;
  return unit_call_with (handler, &invocation);
}

/* Asserts that the host was given SIZE bytes of TEXT, as TYPE.  */
static void
expect_given (const char *type, const char *text, size_t size)
{
  ck_assert_int_eq (given.heads, 1);
  ck_assert_str_eq (given.type, type);
  ck_assert_uint_eq (given.size, size);
  ck_assert_mem_eq (given.text, text, size);
}

/* Asserts that nothing was streamed, and that REPLY is TEXT.  */
static void
expect_kept (struct unit_reply reply, int outcome, const char *text)
{
  ck_assert_int_eq (given.calls, 0);
  ck_assert_int_eq (reply.outcome, outcome);
  ck_assert_msg (strstr (reply.data, text) != NULL, "%s", reply.data);
}

#define HANDLER(name)                                                   \
  static void                                                           \
  name (const sparta_event *event, const sparta_context *context,       \
        sparta_response *response, sparta_logger *logger)

#define UNUSED ((void) event, (void) context, (void) logger)

HANDLER (three)
{
  UNUSED;
  sparta_response_printf (response, "one ");
  ck_assert_int_eq (sparta_response_flush (response), 0);
  ck_assert_int_eq (sparta_response_flush (response), 0);
  sparta_response_write (response, "two\0", 4);
  ck_assert_int_eq (sparta_response_flush (response), 0);
  sparta_response_printf (response, "three");
}

START_TEST (parts_go_as_they_are)
{
  struct unit_reply reply = call ("unit", three, "{}");
  expect_given ("application/octet-stream", "one two\0", 8);
  ck_assert_int_eq (given.calls, 2);    /* nothing twice, nothing empty */
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, "three");
}
END_TEST

HANDLER (early)
{
  UNUSED;
  sparta_response_header (response, "Content-Type", "text/event-stream");
  ck_assert_int_eq (sparta_response_flush (response), 0);
}

START_TEST (head_goes_ahead_of_the_body)
{
  struct unit_reply reply = call ("unit", early, "{}");
  expect_given ("text/event-stream", "", 0);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_uint_eq (reply.size, 0);
}
END_TEST

HANDLER (page)
{
  UNUSED;
  sparta_response_status (response, 404);
  sparta_response_header (response, "Content-Type", "text/html");
  sparta_response_header_add (response, "Vary", "a");
  sparta_response_header_add (response, "Vary", "b");
  sparta_response_cookie (response, "c=1");
  sparta_response_cookie (response, "d=2");
  sparta_response_printf (response, "<p>");
  ck_assert_int_eq (sparta_response_flush (response), 0);
  sparta_response_write (response, "\xFF", 1);  /* never base64 */
}

START_TEST (http_function_has_a_prelude)
{
  static const char url[]
    = "{\"statusCode\":404,\"cookies\":[\"c=1\",\"d=2\"],\"headers\":{"
      "\"Content-Type\":\"text/html\",\"Vary\":\"a, b\"}}" ZEROS "<p>";
  static const char rest[]
    = "{\"statusCode\":404,\"multiValueHeaders\":{"
      "\"Content-Type\":[\"text/html\"],\"Vary\":[\"a\",\"b\"],"
      "\"Set-Cookie\":[\"c=1\",\"d=2\"]}}" ZEROS "<p>";
  struct unit_reply reply = call ("unit-http", page, URL);
  expect_given (HTTP_TYPE, url, sizeof url - 1);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, "\xFF");
  call ("unit-http", page, REST);
  expect_given (HTTP_TYPE, rest, sizeof rest - 1);
}
END_TEST

START_TEST (sources_that_do_not_stream_get_a_proxy_object)
{
  expect_kept (call ("unit-http", page, HTTP_API), SPARTA_OK,
               "\"isBase64Encoded\":true}");
  expect_kept (call ("unit-http", page, HTTP_API_1), SPARTA_OK,
               "\"isBase64Encoded\":true}");
  expect_kept (call ("unit-http", page, ALB), SPARTA_OK,
               "\"isBase64Encoded\":true}");
}
END_TEST

START_TEST (host_that_does_not_stream_gets_all)
{
  struct sparta_invocation invocation
    = { .size = sizeof invocation, .function = "unit", .event = "",
        .opaque = &given };
  host.stream = NULL;
  expect_kept (call ("unit", three, "{}"), SPARTA_OK,
               "\"one two\\u0000three\"");
  host.stream = take;
  invocation.opaque = NULL;
  expect_kept (unit_call_with (three, &invocation), SPARTA_OK, "three");
}
END_TEST

HANDLER (late)
{
  UNUSED;
  sparta_response_flush (response);
  ck_assert_int_eq (sparta_response_status (response, 201), SPARTA_ESENT);
  ck_assert_int_eq (sparta_response_header (response, "A", "b"), SPARTA_ESENT);
  ck_assert_int_eq (sparta_response_header_add (response, "A", "b"),
                    SPARTA_ESENT);
  ck_assert_int_eq (sparta_response_cookie (response, "a=b"), SPARTA_ESENT);
}

START_TEST (head_is_final_on_each_host)
{
  call ("unit", late, "{}");
  host.stream = NULL;
  call ("unit", late, "{}");
  host.stream = take;
}
END_TEST

HANDLER (refuse)
{
  UNUSED;
  sparta_response_status (response, 503);
  sparta_response_printf (response, "busy");
  ck_assert_int_eq (sparta_response_flush (response), 0);
  sparta_response_printf (response, " today");
}

HANDLER (fail_early)
{
  UNUSED;
  sparta_response_fail (response, "My.Type", "sorry");
  ck_assert_int_eq (sparta_response_flush (response), 0);
}

START_TEST (errors_are_not_streamed)
{
  expect_kept (call ("unit", refuse, "{}"), SPARTA_FAILED, "busy today");
  expect_kept (call ("unit", fail_early, "{}"), SPARTA_FAILED, "My.Type");
  expect_kept (call ("unit-http", fail_early, URL), SPARTA_OK, "My.Type");
}
END_TEST

HANDLER (fail_late)
{
  UNUSED;
  sparta_response_printf (response, "begun");
  sparta_response_flush (response);
  sparta_response_printf (response, "never sent");
  sparta_response_fail (response, "My.Type", "sorry");
  ck_assert_int_eq (sparta_response_flush (response), 0);
}

START_TEST (failure_behind_a_flush_is_the_streams_end)
{
  struct unit_reply reply = call ("unit", fail_late, "{}");
  expect_given ("application/octet-stream", "begun", 5);
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "My.Type");
  ck_assert_ptr_nonnull (strstr (reply.data, "\"errorMessage\":\"sorry\""));
  reply = call ("unit-http", fail_late, URL);
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "My.Type");
}
END_TEST

HANDLER (broken)
{
  UNUSED;
  sparta_response_printf (response, "one");
  int error = sparta_response_flush (response);
  sparta_response_printf (response, "two");
  if (error == 0)
    error = sparta_response_flush (response);
  ck_assert_int_eq (error, SPARTA_ESTREAM);
  ck_assert_int_eq (sparta_response_write (response, "x", 1), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_flush (response), SPARTA_ESTREAM);
}

START_TEST (stream_that_breaks_is_an_error)
{
  for (given.fails_at = 1; given.fails_at <= 2; given.fails_at++)
    {
      struct unit_reply reply = call ("unit", broken, "{}");
      ck_assert_int_eq (given.calls, given.fails_at);
      ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
      ck_assert_str_eq (reply.error_type, "Sparta.StreamBroken");
    }
}
END_TEST

#define PIECE (64 * 1024)
#define PIECES (200 * 1024 * 1024 / PIECE)
static char piece[PIECE];
static int extra;               /* bytes behind 200 MB, of the rest */

HANDLER (large)
{
  UNUSED;
  for (int i = 0; i < PIECES; i++)
    {
      ck_assert_int_eq (sparta_response_write (response, piece, PIECE), 0);
      ck_assert_int_eq (sparta_response_flush (response), 0);
      ck_assert_uint_le (response->body.capacity, 2 * PIECE);
    }
  sparta_response_write (response, piece, extra);
}

HANDLER (too_large)
{
  large (event, context, response, logger);
  sparta_response_write (response, "x", 1);
  ck_assert_int_eq (sparta_response_flush (response), SPARTA_ELIMIT);
  ck_assert_int_eq (sparta_response_flush (response), SPARTA_ELIMIT);
}

START_TEST (stream_of_200_mb_needs_the_memory_of_a_part)
{
  ck_assert_int_eq (call ("unit", large, "{}").outcome, SPARTA_OK);
  ck_assert_uint_eq (given.total, (size_t) PIECES * PIECE);
}
END_TEST

START_TEST (more_than_200_mb_is_an_error)
{
  struct unit_reply reply = call ("unit", too_large, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.ResponseTooLarge");
  ck_assert_uint_eq (given.total, (size_t) PIECES * PIECE);
  extra = 1;
  reply = call ("unit", large, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.ResponseTooLarge");
}
END_TEST

HANDLER (rest_of_7_mb)
{
  UNUSED;
  sparta_response_flush (response);
  for (int i = 0; i < 7 * 16; i++)
    sparta_response_write (response, piece, PIECE);
}

START_TEST (limit_of_6_mb_is_not_a_streams)
{
  struct unit_reply reply = call ("unit", rest_of_7_mb, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_uint_eq (reply.size, 7 * 1024 * 1024);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { parts_go_as_they_are, head_goes_ahead_of_the_body,
        http_function_has_a_prelude,
        sources_that_do_not_stream_get_a_proxy_object,
        host_that_does_not_stream_gets_all, head_is_final_on_each_host,
        errors_are_not_streamed, failure_behind_a_flush_is_the_streams_end,
        stream_that_breaks_is_an_error,
        stream_of_200_mb_needs_the_memory_of_a_part,
        more_than_200_mb_is_an_error, limit_of_6_mb_is_not_a_streams, NULL };
  return unit_suite_of ("response-flush", tests);
}
