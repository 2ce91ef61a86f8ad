/* proxy-reply.c: what an HTTP function posts, for each source.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "record.h"
#include "unit.h"

#define HANDLER(name)                                                   \
  static void                                                           \
  name (const sparta_event *event, const sparta_context *context,       \
        sparta_response *response, sparta_logger *logger)

#define UNUSED (void) event, (void) context, (void) response, (void) logger

#define V1 "{\"requestContext\":{},\"httpMethod\":\"GET\"}"
#define V2 "{\"requestContext\":{\"http\":{}},\"version\":\"2.0\"}"
#define ALB "{\"requestContext\":{\"elb\":{}},\"headers\":{}}"
#define ALB_MULTI "{\"requestContext\":{\"elb\":{}},\"multiValueHeaders\":{}}"

/* HANDLER answers EVENT with WANTED.  */
static void
answers (sparta_handler *handler, const char *event, const char *wanted)
{
  struct unit_reply reply = unit_call_http (handler, event);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, wanted);
  ck_assert_uint_eq (reply.size, strlen (wanted));
  ck_assert_str_eq (reply.content_type, "application/json");
}

/* Likewise the sample NAME.  */
static void
answers_sample (sparta_handler *handler, const char *name, const char *wanted)
{
  char *event = unit_sample (name);
  answers (handler, event, wanted);
  free (event);
}

HANDLER (page)
{
  UNUSED;
  ck_assert_int_eq (sparta_response_status (response, 404), 0);
  ck_assert_int_eq (sparta_response_header (response, "Content-Type",
                                            "text/html"), 0);
  ck_assert_int_eq (sparta_response_cookie (response, "a=1; Secure"), 0);
  ck_assert_int_eq (sparta_response_header_add (response, "Vary", "A"), 0);
  ck_assert_int_eq (sparta_response_header (response, "X", "\"y\""), 0);
  ck_assert_int_eq (sparta_response_header_add (response, "vary", "B"), 0);
  ck_assert_int_eq (sparta_response_cookie (response, "b=2"), 0);
  ck_assert_int_eq (sparta_response_printf (response, "<p>\"%s\"", "no"), 0);
}

#define PAGE_BODY ",\"body\":\"<p>\\\"no\\\"\",\"isBase64Encoded\":false}"
#define PAGE_LISTED                                                     \
  "\"multiValueHeaders\":{\"Content-Type\":[\"text/html\"],"            \
  "\"Set-Cookie\":[\"a=1; Secure\",\"b=2\"],\"Vary\":[\"A\",\"B\"],"    \
  "\"X\":[\"\\\"y\\\"\"]}" PAGE_BODY

START_TEST (version_1_0)
{
  answers (page, V1, "{\"statusCode\":404," PAGE_LISTED);
  answers_sample (page, "http-v1", "{\"statusCode\":404," PAGE_LISTED);
}
END_TEST

START_TEST (version_2_0)
{
  const char *wanted
    = "{\"statusCode\":404,\"cookies\":[\"a=1; Secure\",\"b=2\"],"
      "\"headers\":{\"Content-Type\":\"text/html\",\"Vary\":\"A, B\","
      "\"X\":\"\\\"y\\\"\"}" PAGE_BODY;
  answers (page, V2, wanted);
  answers_sample (page, "http-v2", wanted);
  answers_sample (page, "http-function-url", wanted);
}
END_TEST

START_TEST (load_balancers)
{
  const char *wanted
    = "{\"statusCode\":404,\"statusDescription\":\"404 Not Found\","
      PAGE_LISTED;
  answers (page, ALB_MULTI, wanted);
  answers_sample (page, "http-alb-multi", wanted);
}
END_TEST

/* One value has room where the target group has no multi-value headers.  */
START_TEST (load_balancers_of_single_headers)
{
  unit_stderr_begin ();
  answers_sample (page, "http-alb",
           "{\"statusCode\":404,\"statusDescription\":\"404 Not Found\","
           "\"headers\":{\"Content-Type\":\"text/html\","
           "\"Set-Cookie\":\"b=2\",\"Vary\":\"A, B\",\"X\":\"\\\"y\\\"\"}"
           PAGE_BODY);
  char *text = unit_stderr ();
  ck_assert_ptr_nonnull (strstr (text, "WARN"));
  ck_assert_ptr_nonnull (strstr (text, "enable multi-value headers"));
  free (text);
}
END_TEST

HANDLER (nothing)
{
  UNUSED;
}

START_TEST (nothing_is_an_empty_page)
{
  answers (nothing, V1, "{\"statusCode\":200,\"multiValueHeaders\":{},"
           "\"body\":\"\",\"isBase64Encoded\":false}");
  answers (nothing, V2, "{\"statusCode\":200,\"headers\":{},"
           "\"body\":\"\",\"isBase64Encoded\":false}");
  answers (nothing, ALB, "{\"statusCode\":200,\"statusDescription\":"
           "\"200 OK\",\"headers\":{},\"body\":\"\","
           "\"isBase64Encoded\":false}");
}
END_TEST

/* What the next handler writes.  */
static struct
{
  int status;
  const char *type, *encoding, *body;
  size_t size;
} plan;

HANDLER (planned)
{
  UNUSED;
  if (plan.status != 0)
    sparta_response_status (response, plan.status);
  if (plan.type != NULL)
    sparta_response_header (response, "Content-Type", plan.type);
  if (plan.encoding != NULL)
    sparta_response_header (response, "Content-Encoding", plan.encoding);
  sparta_response_write (response, plan.body, plan.size);
}

/* A body of SIZE bytes and content TYPE (NULL: not set) is posted as WANTED,
   its type as WANTED_TYPE.  */
static void
body_posted (const char *type, const char *body, size_t size,
             const char *wanted_type, const char *wanted)
{
  struct spartap_buffer whole = { 0 };
  memset (&plan, 0, sizeof plan);
  plan.type = type;
  plan.body = body;
  plan.size = size;
  spartap_buffer_printf (&whole, "{\"statusCode\":200,\"headers\":"
                         "{\"Content-Type\":\"%s\"},\"body\":%s}",
                         wanted_type, wanted);
  answers (planned, V2, whole.data);
  spartap_buffer_free (&whole);
}

#define TEXT "\",\"isBase64Encoded\":false"
#define BASE64 "\",\"isBase64Encoded\":true"

START_TEST (text_goes_as_text)
{
  static const char *const types[] = {
    "text/csv", "application/json", "APPLICATION/JSON; charset=utf-8",
    "application/problem+json", "application/xml", "image/svg+xml;x",
    "application/javascript", "application/x-www-form-urlencoded",
  };
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    body_posted (types[i], "a\xC3\xA4\n", 4, types[i], "\"a\xC3\xA4\\n" TEXT);
}
END_TEST

START_TEST (other_types_go_as_base64)
{
  static const char *const types[] = {
    "image/png", "application/octet-stream", "application/jsonx", "json",
    "audio/json/x", "font/woff2", "",
  };
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    body_posted (types[i], "abc", 3, types[i], "\"YWJj" BASE64);
}
END_TEST

START_TEST (invalid_utf8_goes_as_base64)
{
  body_posted ("text/plain", "a\xFF", 2, "text/plain", "\"Yf8=" BASE64);
  body_posted ("text/plain", "12345678\xC3", 9, "text/plain",
               "\"MTIzNDU2NzjD" BASE64);
  body_posted (NULL, "\xFF", 1, "application/octet-stream",
               "\"/w==" BASE64);
}
END_TEST

START_TEST (nul_bytes_are_text)
{
  body_posted (NULL, "a\0b", 3, "text/plain; charset=utf-8",
               "\"a\\u0000b" TEXT);
}
END_TEST

START_TEST (default_content_types)
{
  body_posted (NULL, "{\"a\":1}", 7, "application/json",
               "\"{\\\"a\\\":1}" TEXT);
  body_posted (NULL, "42", 2, "application/json", "\"42" TEXT);
  body_posted (NULL, "hello", 5, "text/plain; charset=utf-8",
               "\"hello" TEXT);
}
END_TEST

START_TEST (encoded_content_goes_as_base64)
{
  memset (&plan, 0, sizeof plan);
  plan.type = "text/plain";
  plan.encoding = "gzip";
  plan.body = "abc";
  plan.size = 3;
  answers (planned, V2, "{\"statusCode\":200,\"headers\":{\"Content-Type\":"
           "\"text/plain\",\"Content-Encoding\":\"gzip\"},\"body\":\"YWJj"
           BASE64 "}");
  plan.encoding = "identity";
  answers (planned, V2, "{\"statusCode\":200,\"headers\":{\"Content-Type\":"
           "\"text/plain\",\"Content-Encoding\":\"identity\"},\"body\":\"abc"
           TEXT "}");
}
END_TEST

START_TEST (any_status_is_a_success)
{
  memset (&plan, 0, sizeof plan);
  for (plan.status = 100; plan.status <= 599; plan.status++)
    {
      char wanted[40];
      snprintf (wanted, sizeof wanted, "{\"statusCode\":%d,", plan.status);
      struct unit_reply reply = unit_call_http (planned, V1);
      ck_assert_int_eq (reply.outcome, SPARTA_OK);
      ck_assert_int_eq (strncmp (reply.data, wanted, strlen (wanted)), 0);
    }
  plan.status = 299;
  ck_assert_ptr_nonnull (strstr (unit_call_http (planned, ALB).data,
                                 "\"statusDescription\":\"299\""));
}
END_TEST

HANDLER (failing)
{
  UNUSED;
  sparta_response_status (response, plan.status);
  sparta_response_header (response, "Content-Type", "image/png");
  sparta_response_header (response, "Content-Encoding", "gzip");
  sparta_response_header (response, "Access-Control-Allow-Origin", "*");
  sparta_response_printf (response, "thrown away");
  sparta_response_fail (response, "Shop.Closed", "no \"%s\"", "luck");
}

#define FAILED(status)                                                  \
  "{\"statusCode\":" status ",\"headers\":"                             \
  "{\"Access-Control-Allow-Origin\":\"*\","                             \
  "\"Content-Type\":\"application/json\"},\"body\":"                    \
  "\"{\\\"errorMessage\\\":\\\"no \\\\\\\"luck\\\\\\\"\\\","            \
  "\\\"errorType\\\":\\\"Shop.Closed\\\"}" TEXT "}"

START_TEST (a_failure_is_an_answer)
{
  unit_stderr_begin ();
  plan.status = 200;
  answers (failing, V2, FAILED ("500"));
  plan.status = 503;
  answers (failing, V2, FAILED ("503"));
  char *text = unit_stderr ();
  ck_assert_ptr_nonnull (strstr (text, "ERROR"));
  ck_assert_ptr_nonnull (strstr (text, "Shop.Closed: no \"luck\""));
  free (text);
}
END_TEST

HANDLER (replacing)
{
  UNUSED;
  sparta_response_cookie (response, "a=1");
  sparta_response_header_add (response, "set-cookie", "b=2");
  sparta_response_header_add (response, "Vary", "A");
  sparta_response_header_add (response, "Vary", "B");
  sparta_response_header (response, "vary", "C");
}

START_TEST (set_cookie_is_a_cookie)
{
  answers (replacing, V2, "{\"statusCode\":200,\"cookies\":[\"a=1\",\"b=2\"],"
           "\"headers\":{\"vary\":\"C\"},\"body\":\"" TEXT "}");
}
END_TEST

HANDLER (refusals)
{
  UNUSED;
  ck_assert_int_eq (sparta_response_header_add (response, "a", "v\r\nb: c"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header_add (response, "a b", "v"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header_add (response, "a:", "v"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header_add (response, "", "v"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_header_add (response, NULL, "v"),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_header_add (response, "a", NULL),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_response_cookie (response, "a=b\nc"),
                    SPARTA_EHEADER);
  ck_assert_int_eq (sparta_response_cookie (response, NULL), SPARTA_EINVAL);
}

START_TEST (refused_headers_change_nothing)
{
  answers (refusals, V2, "{\"statusCode\":200,\"headers\":{},\"body\":\""
           TEXT "}");
}
END_TEST

HANDLER (many)
{
  UNUSED;
  for (int i = 0; i < 3000; i++)
    {
      char name[16];
      snprintf (name, sizeof name, "X-%d", i / 3);
      ck_assert_int_eq (sparta_response_header_add (response, name, "v"), 0);
    }
}

START_TEST (thousands_of_headers)
{
  struct unit_reply reply = unit_call_http (many, V1);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_ptr_nonnull (strstr (reply.data, "\"X-0\":[\"v\",\"v\",\"v\"]"));
  ck_assert_ptr_nonnull (strstr (reply.data, "\"X-999\":[\"v\",\"v\",\"v\"]"));
}
END_TEST

/* Lambda's limit holds for the proxy object.  */
START_TEST (six_megabytes_with_all_around_them)
{
  enum { MOST = 6 * 1024 * 1024 };
  memset (&plan, 0, sizeof plan);
  char *body = malloc (MOST);
  ck_assert_ptr_nonnull (body);
  memset (body, 'x', MOST);
  plan.body = body;
  plan.type = "text/plain";
  plan.size = 1;
  size_t around = unit_call_http (planned, V1).size - 1;
  plan.size = MOST - around;
  struct unit_reply reply = unit_call_http (planned, V1);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_uint_eq (reply.size, MOST);
  plan.size++;
  reply = unit_call_http (planned, V1);
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.ResponseTooLarge");
  ck_assert_ptr_nonnull (strstr (reply.data, "a response of 6291457 bytes; "
                                 "Lambda takes at most 6291456: "));
  answers (nothing, V2, "{\"statusCode\":200,\"headers\":{},\"body\":\""
           TEXT "}");
  free (body);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    version_1_0, version_2_0, load_balancers,
    load_balancers_of_single_headers, nothing_is_an_empty_page,
    text_goes_as_text, other_types_go_as_base64, invalid_utf8_goes_as_base64,
    nul_bytes_are_text, default_content_types, encoded_content_goes_as_base64,
    any_status_is_a_success, a_failure_is_an_answer, set_cookie_is_a_cookie,
    refused_headers_change_nothing, thousands_of_headers,
    six_megabytes_with_all_around_them, NULL,
  };
  return unit_suite_of ("proxy-reply", tests);
}
