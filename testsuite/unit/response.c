/* response.c: what is posted, DESIGN's "What is posted" case by case.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "unit.h"

/* What the next handler does.  */
static struct
{
  int status;
  const char *type, *body, *fail;
  size_t size;
} plan;

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  if (plan.status != 0)
    ck_assert_int_eq (sparta_response_status (response, plan.status), 0);
  if (plan.type != NULL)
    ck_assert_int_eq (sparta_response_header (response, "content-TYPE",
                                              plan.type), 0);
  if (plan.body != NULL)
    ck_assert_int_eq (sparta_response_write (response, plan.body,
                                             plan.size), 0);
  if (plan.fail != NULL)
    ck_assert_int_eq (sparta_response_fail (response, plan.fail, "no %s",
                                            "luck"), 0);
}

/* A body of SIZE bytes with content TYPE is posted as WANTED.  */
static void
posted_bytes (const char *type, const char *body, size_t size,
              const char *wanted, size_t wanted_size)
{
  memset (&plan, 0, sizeof plan);
  plan.type = type;
  plan.body = body;
  plan.size = size;
  struct unit_reply reply = unit_call (handler, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_uint_eq (reply.size, wanted_size);
  ck_assert_mem_eq (reply.data, wanted, wanted_size);
}

static void
posted (const char *type, const char *body, const char *wanted)
{
  posted_bytes (type, body, strlen (body), wanted, strlen (wanted));
}

START_TEST (json_goes_as_it_is)
{
  posted (NULL, "{\"a\":1}", "{\"a\":1}");
  posted (NULL, " [1, 2", " [1, 2");    /* not validated */
  posted (NULL, "\"text\"", "\"text\"");
  posted (NULL, "-1.5e3", "-1.5e3");
  posted (NULL, " true\n", " true\n");
  posted (NULL, "null", "null");
}
END_TEST

START_TEST (nothing_is_null)
{
  memset (&plan, 0, sizeof plan);
  struct unit_reply reply = unit_call (handler, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, "null");
  posted (NULL, "", "null");
}
END_TEST

START_TEST (text_goes_as_a_json_string)
{
  posted (NULL, "Hello World", "\"Hello World\"");
  posted (NULL, "say \"hi\"\n", "\"say \\\"hi\\\"\\n\"");
  posted (NULL, "truest", "\"truest\"");
  posted_bytes (NULL, "a\0\xFF", 3, "\"a\\u0000\xEF\xBF\xBD\"", 12);
  posted ("text/plain", "{\"a\":1}", "\"{\\\"a\\\":1}\"");
  posted ("Text/HTML; charset=utf-8", "<p>", "\"<p>\"");
  posted ("text/plain", "", "\"\"");
}
END_TEST

START_TEST (other_types_go_raw)
{
  posted_bytes ("image/png", "\x89PNG\0\xFF", 6, "\x89PNG\0\xFF", 6);
  posted ("application/json", "not checked", "not checked");
  posted ("application/octet-stream", "", "");
}
END_TEST

START_TEST (content_type_is_told)
{
  posted ("image/png", "x", "x");
  struct unit_reply reply = unit_call (handler, "{}");
  ck_assert_str_eq (reply.content_type, "image/png");
  posted (NULL, "1", "1");
  reply = unit_call (handler, "{}");
  ck_assert_str_eq (reply.content_type, "application/json");
}
END_TEST

START_TEST (status_below_400_is_success)
{
  memset (&plan, 0, sizeof plan);
  plan.status = 399;
  ck_assert_int_eq (unit_call (handler, "{}").outcome, SPARTA_OK);
}
END_TEST

START_TEST (status_400_is_a_function_error)
{
  memset (&plan, 0, sizeof plan);
  plan.status = 404;
  plan.type = "text/plain";
  plan.body = "no \"such\" page";
  plan.size = strlen (plan.body);
  struct unit_reply reply = unit_call (handler, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.Status404");
  ck_assert_str_eq (
    reply.data, "{\"errorMessage\":\"no \\\"such\\\" page\",\"errorType\":"
    "\"Sparta.Status404\",\"stackTrace\":[],\"sparta\":{\"code\":404,"
    "\"status\":\"Not Found\",\"headers\":{\"content-TYPE\":\"text/plain\"},"
    "\"error\":\"no \\\"such\\\" page\"}}");
}
END_TEST

START_TEST (fail_is_a_function_error)
{
  memset (&plan, 0, sizeof plan);
  plan.body = "thrown away";
  plan.size = strlen (plan.body);
  plan.fail = "Shop.Closed";
  struct unit_reply reply = unit_call (handler, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Shop.Closed");
  ck_assert_str_eq (
    reply.data, "{\"errorMessage\":\"no luck\",\"errorType\":\"Shop.Closed\","
    "\"stackTrace\":[],\"sparta\":{\"code\":500,\"status\":"
    "\"Internal Server Error\",\"headers\":{},\"error\":\"no luck\"}}");
}
END_TEST

START_TEST (fail_keeps_a_status_of_400_and_more)
{
  memset (&plan, 0, sizeof plan);
  plan.status = 503;
  plan.fail = "Shop.Closed";
  ck_assert_ptr_nonnull (strstr (unit_call (handler, "{}").data,
                                 "\"code\":503"));
  plan.status = 201;
  ck_assert_ptr_nonnull (strstr (unit_call (handler, "{}").data,
                                 "\"code\":500"));
}
END_TEST

/* A reply that follows an error is as good as the first.  */
START_TEST (replies_are_reused)
{
  for (int i = 0; i < 3; i++)
    {
      memset (&plan, 0, sizeof plan);
      plan.fail = "Some.Type";
      ck_assert_int_eq (unit_call (handler, "{}").outcome, SPARTA_FAILED);
      posted (NULL, "[1]", "[1]");
    }
}
END_TEST

/* The arguments that the setters refuse.  */
static void
refusals (const sparta_event *event, const sparta_context *context,
          sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  ck_assert_int_eq (sparta_response_status (response, 99), SPARTA_ESTATUS);
  ck_assert_int_eq (sparta_response_status (response, 600), SPARTA_ESTATUS);
  ck_assert_int_eq (sparta_response_header (response, "", "v"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header (response, "a\nb", "v"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header (response, "a", "v\r\nb: c"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_fail (response, "", "x"), SPARTA_ETYPE);
  ck_assert_int_eq (sparta_response_fail (response, "a\nb", "x"),
                    SPARTA_ETYPE);
  sparta_response_printf (response, "%s", "true");
}

START_TEST (refused_arguments_change_nothing)
{
  struct unit_reply reply = unit_call (refusals, "{}");
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, "true");
}
END_TEST

static void
large (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  size_t size;
  const char *data = sparta_event_data (event, &size);
  sparta_response_write (response, data, size);
}

START_TEST (six_megabytes_arrive_whole)
{
  enum { SIZE = 6 * 1024 * 1024 };
  char *event = malloc (SIZE + 1);
  ck_assert_ptr_nonnull (event);
  memset (event, 'x', SIZE);
  event[0] = event[SIZE - 1] = '"';
  event[SIZE] = 0;
  struct unit_reply reply = unit_call (large, event);
  ck_assert_uint_eq (reply.size, SIZE);
  ck_assert_mem_eq (reply.data, event, SIZE);
  free (event);
}
END_TEST

/* Body and error JSON alike: a byte more is an error, which names both.  */
START_TEST (beyond_six_megabytes_is_an_error)
{
  enum { SIZE = 6 * 1024 * 1024 + 1 };
  char *body = malloc (SIZE);
  ck_assert_ptr_nonnull (body);
  memset (body, 'x', SIZE);
  for (int status = 200; status <= 500; status += 300)
    {
      memset (&plan, 0, sizeof plan);
      plan.status = status;
      plan.type = "image/png";
      plan.body = body;
      plan.size = SIZE;
      struct unit_reply reply = unit_call (handler, "{}");
      ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
      ck_assert_str_eq (reply.error_type, "Sparta.ResponseTooLarge");
      if (status == 200)
        ck_assert_ptr_nonnull (strstr (reply.data, "a response of 6291457 "
                                       "bytes; Lambda takes at most 6291456"));
      posted (NULL, "[1]", "[1]");
    }
  free (body);
}
END_TEST

static void
headers (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_header (response, "X-One", "1");
  sparta_response_header (response, "X-Two", "2");
  sparta_response_header (response, "x-one", "three");
  sparta_response_header_add (response, "x-two", "4");
  sparta_response_cookie (response, "a=1");
  sparta_response_status (response, 418);
}

START_TEST (a_header_replaces_its_like)
{
  struct unit_reply reply = unit_call (headers, "{}");
  ck_assert_ptr_nonnull (strstr (reply.data, "three"));
  ck_assert_ptr_null (strstr (reply.data, "\"1\""));
  ck_assert_ptr_nonnull (strstr (reply.data, "\"X-Two\":\"2, 4\""));
  ck_assert_ptr_nonnull (strstr (reply.data, "\"Set-Cookie\":\"a=1\""));
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    json_goes_as_it_is, nothing_is_null, text_goes_as_a_json_string,
    other_types_go_raw, content_type_is_told, status_below_400_is_success,
    status_400_is_a_function_error, fail_is_a_function_error,
    fail_keeps_a_status_of_400_and_more, replies_are_reused,
    refused_arguments_change_nothing, six_megabytes_arrive_whole,
    beyond_six_megabytes_is_an_error, a_header_replaces_its_like, NULL,
  };
  return unit_suite_of ("response", tests);
}
