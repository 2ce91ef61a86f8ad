/* bad-input.c: the table "Bad input" of sparta(3), row by row.  What each
   function does with it in detail is in that function's own test.
   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "call.h"
#include "sparta-events.h"
#include "sparta-http.h"
#include "sparta-json.h"
#include "unit.h"

/* A test's handler has the event alone, or the response alone.  */
static void (*read_event) (const sparta_event *);
static void (*respond) (sparta_response *);

static void
handle (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  if (read_event != NULL)
    read_event (event);
  if (respond != NULL)
    respond (response);
}

static void
with_event (const char *data, size_t size,
            void (*function) (const sparta_event *))
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = data,
    .event_size = size,
  };
  read_event = function;
  respond = NULL;
  ck_assert_int_eq (unit_call_with (handle, &invocation).outcome, SPARTA_OK);
}

#define WITH_EVENT(text, function) \
  with_event (text, sizeof text - 1, function)

static struct unit_reply
with_response (void (*function) (sparta_response *))
{
  read_event = NULL;
  respond = function;
  return unit_call (handle, "{}");
}

/* The string at POINTER is SIZE bytes of WANTED.  */
static void
string_is (const sparta_event *event, const char *pointer, const char *wanted,
           size_t wanted_size)
{
  sparta_value value;
  const char *string;
  size_t size;
  ck_assert_int_eq (sparta_event_get (event, pointer, &value), 0);
  ck_assert_int_eq (sparta_value_string (&value, &string, &size), 0);
  ck_assert_uint_eq (size, wanted_size);
  ck_assert_mem_eq (string, wanted, size + 1);
}

static void
read_invalid_utf8 (const sparta_event *event)
{
  size_t size;
  ck_assert_mem_eq (sparta_event_data (event, &size),
                    "{\"a\":\"x\xFFy\"}", 11);
  ck_assert_uint_eq (size, 11);
  string_is (event, "/a", "x\xEF\xBF\xBDy", 5);
  ck_assert_int_eq (sparta_event_check (event), SPARTA_EJSON);
  ck_assert_ptr_null (sparta_event_json (event, NULL));
}

static void
write_invalid_utf8 (sparta_response *response)
{
  sparta_response_write (response, "x\xFFy", 3);
}

START_TEST (invalid_utf8)
{
  WITH_EVENT ("{\"a\":\"x\xFFy\"}", read_invalid_utf8);
  ck_assert_str_eq (with_response (write_invalid_utf8).data,
                    "\"x\xEF\xBF\xBDy\"");
}
END_TEST

static void
read_escaped_nul (const sparta_event *event)
{
  string_is (event, "/a", "x\0y", 3);
  ck_assert_int_eq (sparta_event_check (event), 0);
  ck_assert_ptr_nonnull (sparta_event_json (event, NULL));
}

static void
read_nul (const sparta_event *event)
{
  size_t size;
  sparta_event_data (event, &size);
  ck_assert_uint_eq (size, 4);
  ck_assert_int_eq (sparta_event_check (event), SPARTA_EJSON);
  ck_assert_ptr_null (sparta_event_json (event, NULL));
}

static void
write_nul (sparta_response *response)
{
  sparta_response_write (response, "x\0y", 3);
}

START_TEST (nul_bytes)
{
  WITH_EVENT ("{\"a\":\"x\\u0000y\"}", read_escaped_nul);
  WITH_EVENT ("[1\0]", read_nul);
  ck_assert_str_eq (with_response (write_nul).data, "\"x\\u0000y\"");
}
END_TEST

static void
read_surrogates (const sparta_event *event)
{
  string_is (event, "/0", "\xEF\xBF\xBD", 3);
  string_is (event, "/1", "\xEF\xBF\xBD\xEF\xBF\xBD", 6);
  string_is (event, "/2", "\xF0\x9F\x98\x80", 4);
  ck_assert_int_eq (sparta_event_check (event), 0);
  ck_assert_ptr_null (sparta_event_json (event, NULL));
}

START_TEST (unpaired_surrogates)
{
  WITH_EVENT ("[\"\\uD800\",\"\\uDC00\\uD800\",\"\\uD83D\\uDE00\"]",
              read_surrogates);
}
END_TEST

#define DEPTH 100000

static void
read_depth (const sparta_event *event)
{
  sparta_value value;
  int64_t seven;
  ck_assert_int_eq (sparta_event_check (event), 0);
  ck_assert_int_eq (sparta_event_get (event, "/1", &value), 0);
  ck_assert_int_eq (sparta_value_integer (&value, &seven), 0);
  ck_assert_int_eq (seven, 7);
  ck_assert_ptr_null (sparta_event_json (event, NULL));
}

START_TEST (depth)
{
  static char event[2 * DEPTH + 5];
  memset (event + 1, '[', DEPTH - 1);
  memset (event + DEPTH, ']', DEPTH - 1);
  event[0] = '[';
  memcpy (event + 2 * DEPTH - 1, ",7]", 3);
  with_event (event, 2 * DEPTH + 2, read_depth);
}
END_TEST

static void
read_numbers (const sparta_event *event)
{
  sparta_value value;
  int64_t integer;
  double number;
  sparta_event_get (event, "/0", &value);
  ck_assert_int_eq (sparta_value_integer (&value, &integer), SPARTA_ERANGE);
  ck_assert_int_eq (sparta_value_number (&value, &number), 0);
  ck_assert (number == 9223372036854775808.0);
  sparta_event_get (event, "/1", &value);
  ck_assert_int_eq (sparta_value_number (&value, &number), SPARTA_ERANGE);
  sparta_event_get (event, "/2", &value);
  ck_assert_int_eq (sparta_value_number (&value, &number), 0);
  ck_assert (number == 0);
  ck_assert_int_eq (sparta_event_check (event), 0);
  ck_assert_ptr_null (sparta_event_json (event, NULL));
}

START_TEST (numbers_out_of_range)
{
  WITH_EVENT ("[9223372036854775808,1e999,1e-999]", read_numbers);
}
END_TEST

static void
read_duplicates (const sparta_event *event)
{
  const json_t *tree = sparta_event_json (event, NULL);
  ck_assert_str_eq (sparta_event_string (event, "/a"), "first");
  ck_assert_int_eq (sparta_event_check (event), 0);
  ck_assert_str_eq (json_string_value (json_object_get (tree, "a")), "last");
}

START_TEST (duplicate_keys)
{
  WITH_EVENT ("{\"a\":\"first\",\"a\":\"last\"}", read_duplicates);
}
END_TEST

static void
read_missing (const sparta_event *event)
{
  sparta_records records;
  sparta_record record;
  sparta_value value;
  double seconds;
  int64_t size;
  ck_assert_int_eq (sparta_event_get (event, "/a", &value), SPARTA_ENOENT);
  ck_assert_ptr_null (sparta_event_string (event, "/a"));
  ck_assert_int_eq (sparta_event_records (event, &records), 0);
  while (sparta_records_next (&records, &record) > 0)
    {
      ck_assert_ptr_null (sparta_sqs_body (&record, NULL));
      ck_assert_ptr_null (sparta_sns_message (&record, NULL));
      ck_assert_ptr_null (sparta_s3_key (&record));
      ck_assert_int_lt (sparta_s3_size (&record, &size), 0);
      ck_assert_int_lt (sparta_dynamodb_key (&record, "Id", &value), 0);
      ck_assert_ptr_null (sparta_kinesis_data (&record, NULL));
      ck_assert_int_lt (sparta_kinesis_arrival (&record, &seconds), 0);
    }
  ck_assert_ptr_null (sparta_eventbridge_id (event));
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_NONE);
  ck_assert_ptr_null (sparta_http_method (event));
  ck_assert_ptr_null (sparta_http_header (event, "Host"));
}

START_TEST (missing_fields)
{
  WITH_EVENT ("{\"Records\":[{\"eventSource\":\"aws:sqs\"},"
              "{\"EventSource\":\"aws:sns\"},{\"eventSource\":\"aws:s3\"},"
              "{\"eventSource\":\"aws:dynamodb\"},"
              "{\"eventSource\":\"aws:kinesis\"},{},null,7,\"x\",[]]}",
              read_missing);
}
END_TEST

static void
read_lie (const sparta_event *event)
{
  size_t size = 1;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_V1);
  ck_assert_ptr_null (sparta_http_body (event, &size));
  ck_assert_uint_eq (size, 0);
}

START_TEST (a_body_that_lies_about_base64)
{
  WITH_EVENT ("{\"httpMethod\":\"POST\",\"requestContext\":{},"
              "\"isBase64Encoded\":true,\"body\":\"{ this is none }\"}",
              read_lie);
}
END_TEST

static void
inject (sparta_response *response)
{
  static const char *const values[] = { "a\r\nB: c", "a\n", "\r", "a\x7F" };
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    {
      ck_assert_int_eq (sparta_response_header (response, "A", values[i]),
                        SPARTA_EHEADER);
      ck_assert_int_eq (sparta_response_header (response, values[i], "a"),
                        SPARTA_EHEADER);
      ck_assert_int_eq (sparta_response_header_add (response, "A", values[i]),
                        SPARTA_EHEADER);
      ck_assert_int_eq (sparta_response_cookie (response, values[i]),
                        SPARTA_EHEADER);
    }
  sparta_response_status (response, 400);
}

START_TEST (a_header_with_cr_or_lf)
{
  struct unit_reply reply = with_response (inject);
  ck_assert_ptr_nonnull (strstr (reply.data, "\"headers\":{}"));
}
END_TEST

static void
set_status (sparta_response *response)
{
  ck_assert_int_eq (sparta_response_status (response, 599), 0);
  ck_assert_int_eq (sparta_response_status (response, 100), 0);
  ck_assert_int_eq (sparta_response_status (response, 99), SPARTA_ESTATUS);
  ck_assert_int_eq (sparta_response_status (response, 600), SPARTA_ESTATUS);
  ck_assert_int_eq (sparta_response_status (response, -200), SPARTA_ESTATUS);
}

START_TEST (a_status_outside)
{
  ck_assert_int_eq (with_response (set_status).outcome, SPARTA_OK);
}
END_TEST

#define MOST 6291456
static size_t much;

static void
write_much (sparta_response *response)
{
  char *data = calloc (1, much);
  ck_assert_ptr_nonnull (data);
  memset (data, '1', much);
  ck_assert_int_eq (sparta_response_write (response, data, much), 0);
  free (data);
}

START_TEST (six_megabytes_and_one)
{
  much = MOST;
  ck_assert_uint_eq (with_response (write_much).size, MOST);
  much = MOST + 1;
  struct unit_reply reply = with_response (write_much);
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.ResponseTooLarge");
  ck_assert_ptr_nonnull (strstr (reply.data, "6291456"));
  ck_assert_ptr_nonnull (strstr (reply.data, "6291457"));
}
END_TEST

static void
be_late (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) logger;
  ck_assert_int_eq (sparta_context_remaining_ms (context), 0);
  sparta_response_printf (response, "1");
}

START_TEST (a_handler_that_returns_late)
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = "{}",
    .event_size = 2, .deadline_ms = (int64_t) time (NULL) * 1000 - 5000,
  };
  ck_assert_str_eq (unit_call_with (be_late, &invocation).data, "1");
}
END_TEST

/* What a handler was given.  */
static const sparta_event *kept_event;
static const sparta_context *kept_context;
static sparta_response *kept_response;
static sparta_logger *kept_logger;

static void
keep (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  kept_event = event;
  kept_context = context;
  kept_response = response;
  kept_logger = logger;
  sparta_response_printf (response, "1");
}

/* Uses it too late, in a thread of its own.  */
static void *
use_kept (void *unused)
{
  const sparta_record record = { .source = SPARTA_SOURCE_SQS };
  sparta_response *response = kept_response;
  size_t size = 1;
  ck_assert_int_eq (sparta_response_status (response, 500), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_header (response, "a", "b"),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_header_add (response, "a", "b"),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_cookie (response, "a=b"), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_write (response, "x", 1), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_printf (response, "x"), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_fail (response, "A", "b"), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_batch_failure (response, &record),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_json_new (response, json_true ()),
                    SPARTA_EINVAL);
  ck_assert_str_eq (sparta_event_data (kept_event, &size), "");
  ck_assert_uint_eq (size, 0);
  ck_assert_ptr_null (sparta_event_string (kept_event, "/a"));
  ck_assert_str_eq (sparta_context_request_id (kept_context), "");
  sparta_logger_error (kept_logger, "late");
  ck_assert_int_eq (sparta_logger_metric (kept_logger, "Late", 1, NULL),
                    SPARTA_EINVAL);
  return unused;
}

static void
use_kept_elsewhere (const sparta_event *event, const sparta_context *context,
                    sparta_response *response, sparta_logger *logger)
{
  pthread_t thread;
  (void) event;
  (void) context;
  (void) logger;
  ck_assert_ptr_ne (response, kept_response);
  sparta_response_printf (response, "2");
  ck_assert_int_eq (pthread_create (&thread, NULL, use_kept, NULL), 0);
  pthread_join (thread, NULL);
}

START_TEST (a_handler_that_writes_after_its_invocation)
{
  ck_assert_str_eq (unit_call (keep, "{\"a\":\"b\"}").data, "1");
  use_kept (NULL);
  for (int i = 1; i < 16; i++)
    ck_assert_str_eq (unit_call (use_kept_elsewhere, "{}").data, "2");
}
END_TEST

static void
read_null (const sparta_event *event)
{
  sparta_value value;
  const char *string;
  char buffer[8];
  ck_assert_int_eq (sparta_event_get (event, "/a", &value), 0);
  ck_assert_int_eq (sparta_value_string (&value, &string, NULL),
                    SPARTA_EKIND);
  ck_assert_int_eq (sparta_value_copy (&value, buffer, sizeof buffer, NULL),
                    SPARTA_EKIND);
  ck_assert (!sparta_value_equal (&value, "null"));
  ck_assert_ptr_null (sparta_event_string (event, "/a"));
}

static void
pass_null (sparta_response *response)
{
  ck_assert_int_eq (sparta_response_header (response, NULL, "a"),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_header (response, "A", NULL),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_cookie (response, NULL), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_write (response, NULL, 1), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_write (response, NULL, 0), 0);
  ck_assert_int_eq (sparta_response_fail (response, NULL, "x"), SPARTA_ETYPE);
}

START_TEST (a_null_where_a_string_is_due)
{
  WITH_EVENT ("{\"a\":null}", read_null);
  ck_assert_int_eq (with_response (pass_null).outcome, SPARTA_OK);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    invalid_utf8, nul_bytes, unpaired_surrogates, depth, numbers_out_of_range,
    duplicate_keys, missing_fields, a_body_that_lies_about_base64,
    a_header_with_cr_or_lf, a_status_outside, six_megabytes_and_one,
    a_handler_that_returns_late, a_handler_that_writes_after_its_invocation,
    a_null_where_a_string_is_due, NULL,
  };
  return unit_suite_of ("bad input", tests);
}
