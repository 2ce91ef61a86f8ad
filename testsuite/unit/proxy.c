/* proxy.c: HTTP events: AWS's documented samples of each source, and bad ones.
   The samples are in events/, where some have more cookies and escapes.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "record.h"
#include "sparta-http.h"
#include "unit.h"

/* GOT is WANTED; both may be NULL.  */
#define IS(got, wanted) is (#got, got, wanted)

static void
is (const char *what, const char *got, const char *wanted)
{
  bool same = got == NULL || wanted == NULL ? got == wanted
                                            : strcmp (got, wanted) == 0;
  ck_assert_msg (same, "%s is %s, not %s", what, got == NULL ? "NULL" : got,
                 wanted == NULL ? "NULL" : wanted);
}

/* The body is the SIZE bytes at WANTED; NULL: there is none to be had.  */
static void
body_is (const sparta_event *event, const char *wanted, size_t wanted_size)
{
  size_t size = 99;
  const char *body = sparta_http_body (event, &size);
  ck_assert_uint_eq (size, wanted_size);
  ck_assert_ptr_eq (sparta_http_body (event, NULL), body);
  if (wanted == NULL)
    ck_assert_ptr_null (body);
  else
    ck_assert_mem_eq (body, wanted, wanted_size + 1);
}

/* The parameters, or the headers, are WANTED: "name=value|...".  */
static void
all_are (const sparta_event *event, const char *wanted,
         int (*next) (const sparta_event *, sparta_http_position *,
                      const char **, const char **))
{
  struct spartap_buffer all = { 0 };
  sparta_http_position position = { 0 };
  const char *name, *value;
  int more;
  while ((more = next (event, &position, &name, &value)) > 0)
    spartap_buffer_printf (&all, "%s=%s|", name, value);
  ck_assert_int_eq (more, 0);
  ck_assert_int_eq (next (event, &position, &name, &value), 0);
  ck_assert_str_eq (all.size == 0 ? "" : all.data, wanted);
  spartap_buffer_free (&all);
}

static void
query_is (const sparta_event *event, const char *wanted)
{
  all_are (event, wanted, sparta_http_query_next);
}

static void
headers_are (const sparta_event *event, const char *wanted)
{
  all_are (event, wanted, sparta_http_header_next);
}

#define HANDLER(name)                                                   \
  static void                                                           \
  name (const sparta_event *event, const sparta_context *context,       \
        sparta_response *response, sparta_logger *logger)

#define UNUSED (void) context, (void) response, (void) logger

static bool called;

/* Calls HANDLER with EVENT as a plain function, which takes any event.  */
static void
with (sparta_handler *handler, const char *event)
{
  called = false;
  ck_assert_int_eq (unit_call (handler, event).outcome, SPARTA_OK);
  ck_assert (called);
}

/* Likewise with the sample NAME.  */
static void
with_sample (sparta_handler *handler, const char *name)
{
  char *event = unit_sample (name);
  with (handler, event);
  free (event);
}

HANDLER (rest_api)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_V1);
  IS (sparta_http_method (event), "GET");
  IS (sparta_http_path (event), "/my/path");
  IS (sparta_http_query_string (event),
      "parameter1=value1&parameter1=value2&parameter2=value");
  IS (sparta_http_source_ip (event), "192.0.2.1");
  IS (sparta_http_query (event, "parameter1"), "value1");
  IS (sparta_http_query_at (event, "parameter1", 1), "value2");
  IS (sparta_http_query_at (event, "parameter1", 2), NULL);
  IS (sparta_http_query (event, "parameter2"), "value");
  IS (sparta_http_query (event, "parameter"), NULL);
  IS (sparta_http_header (event, "HEADER2"), "value1, value2");
  IS (sparta_http_header_at (event, "Header2", 1), "value2");
  IS (sparta_http_header_at (event, "Header2", 2), NULL);
  IS (sparta_http_header (event, "header3"), NULL);
  IS (sparta_http_cookie (event, "a"), NULL);
  IS (sparta_http_path_parameter (event, "parameter1"), NULL);
  body_is (event, "Hello from Lambda!", 18);
  query_is (event, "parameter1=value1|parameter1=value2|parameter2=value|");
  headers_are (event, "header1=value1|header2=value1|header2=value2|");
}

START_TEST (api_gateway_1_0)
{
  with_sample (rest_api, "http-v1");
}
END_TEST

HANDLER (rest_api_post)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_V1);
  IS (sparta_http_method (event), "POST");
  IS (sparta_http_path (event), "/hello/world");
  IS (sparta_http_query_string (event),
      "name=me%20%26%20you&multivalueName=you&multivalueName=me");
  IS (sparta_http_source_ip (event), "192.168.196.186");
  IS (sparta_http_query (event, "name"), "me & you");
  IS (sparta_http_header (event, "cookie"),
      "session=abc; theme=dark; extra=1");
  IS (sparta_http_cookie (event, "session"), "abc");
  IS (sparta_http_cookie (event, "theme"), "dark");
  IS (sparta_http_cookie (event, "extra"), "1");
  IS (sparta_http_cookie (event, "Theme"), NULL);
  IS (sparta_http_cookie (event, "them"), NULL);
  IS (sparta_http_path_parameter (event, "proxy"), "hello/world");
  body_is (event, "{\r\n\t\"a\": 1\r\n}", 13);
}

START_TEST (api_gateway_rest)
{
  with_sample (rest_api_post, "http-v1-rest");
}
END_TEST

HANDLER (http_api)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_V2);
  IS (sparta_http_method (event), "POST");
  IS (sparta_http_path (event), "/my/path");
  IS (sparta_http_query_string (event),
      "parameter1=value1&parameter1=value2&parameter2=value");
  IS (sparta_http_source_ip (event), "192.0.2.1");
  IS (sparta_http_query_at (event, "parameter1", 1), "value2");
  IS (sparta_http_query (event, "parameter2"), "value");
  IS (sparta_http_header (event, "Header2"), "value1,value2");
  IS (sparta_http_header_at (event, "Header2", 0), "value1,value2");
  IS (sparta_http_header_at (event, "Header2", 1), NULL);
  IS (sparta_http_header (event, "Cookie"), "cookie1; cookie2");
  IS (sparta_http_header_at (event, "Cookie", 1), "cookie2");
  IS (sparta_http_cookie (event, "cookie1"), NULL);
  IS (sparta_http_path_parameter (event, "parameter1"), "value1");
  IS (sparta_http_path_parameter (event, "parameter2"), NULL);
  body_is (event, "Hello from Lambda", 17);
  query_is (event, "parameter1=value1|parameter1=value2|parameter2=value|");
  headers_are (event, "header1=value1|header2=value1,value2|"
               "cookie=cookie1; cookie2|");
}

START_TEST (api_gateway_2_0)
{
  with_sample (http_api, "http-v2");
}
END_TEST

HANDLER (function_url)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_V2);
  IS (sparta_http_source_ip (event), "123.123.123.123");
  IS (sparta_http_query_string (event),
      "q=a%20b+c&empty=&flag&q=%C3%A4%26");
  IS (sparta_http_query (event, "q"), "a b c");
  IS (sparta_http_query_at (event, "q", 1), "\xC3\xA4&");
  IS (sparta_http_query (event, "empty"), "");
  IS (sparta_http_query (event, "flag"), "");
  IS (sparta_http_query (event, ""), NULL);
  IS (sparta_http_cookie (event, "session"), "abc");
  IS (sparta_http_cookie (event, "theme"), "dark");
  IS (sparta_http_header (event, "Content-Type"), "image/png");
  body_is (event, "\x89PNG\r\n\x1A\n", 8);
  query_is (event, "q=a b c|empty=|flag=|q=\xC3\xA4&|");
  headers_are (event, "content-type=image/png|cookie=session=abc; theme=dark|"
               "header1=value1|header2=value1,value2|");
}

START_TEST (function_urls)
{
  with_sample (function_url, "http-function-url");
}
END_TEST

HANDLER (load_balancer)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_ALB);
  IS (sparta_http_method (event), "GET");
  IS (sparta_http_path (event), "/lambda");
  IS (sparta_http_query_string (event), "query=1234ABCD&a%20b=c%2Bd+e");
  IS (sparta_http_source_ip (event), "72.12.164.125");
  IS (sparta_http_query (event, "query"), "1234ABCD");
  IS (sparta_http_query (event, "a b"), "c+d e");
  IS (sparta_http_query (event, "a%20b"), NULL);
  IS (sparta_http_header (event, "Accept-Encoding"), "gzip");
  IS (sparta_http_cookie (event, "theme"), "dark");
  IS (sparta_http_path_parameter (event, "query"), NULL);
  body_is (event, "", 0);
  query_is (event, "query=1234ABCD|a b=c+d e|");
}

START_TEST (load_balancers)
{
  with_sample (load_balancer, "http-alb");
}
END_TEST

HANDLER (load_balancer_multi)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_ALB);
  IS (sparta_http_query_string (event),
      "myKey=val1&myKey=val%202&my%4Fther=val3");
  IS (sparta_http_query_at (event, "myKey", 1), "val 2");
  IS (sparta_http_query (event, "myOther"), "val3");
  IS (sparta_http_header (event, "cookie"), "name1=value1; name2=value2");
  IS (sparta_http_cookie (event, "name2"), "value2");
  IS (sparta_http_source_ip (event), "72.21.198.66");
  body_is (event, "request_body", 12);
  query_is (event, "myKey=val1|myKey=val 2|myOther=val3|");
}

START_TEST (load_balancers_with_multiple_values)
{
  with_sample (load_balancer_multi, "http-alb-multi");
}
END_TEST

HANDLER (none)
{
  UNUSED;
  called = true;
  ck_assert_int_eq (sparta_http_source_of (event), SPARTA_HTTP_NONE);
  IS (sparta_http_method (event), NULL);
  IS (sparta_http_path (event), NULL);
  IS (sparta_http_query_string (event), NULL);
  IS (sparta_http_source_ip (event), NULL);
  IS (sparta_http_query (event, "a"), NULL);
  IS (sparta_http_header (event, "a"), NULL);
  IS (sparta_http_header_at (event, "a", 0), NULL);
  IS (sparta_http_cookie (event, "a"), NULL);
  IS (sparta_http_path_parameter (event, "a"), NULL);
  body_is (event, NULL, 0);
  query_is (event, "");
  headers_are (event, "");
}

START_TEST (other_events_are_none)
{
  static const char *const events[] = {
    "", "null", "[]", "{}", "\"\"", "{\"httpMethod\":\"GET\"}",
    "{\"requestContext\":{}}", "{\"requestContext\":",
    "{\"requestContext\":[],\"httpMethod\":\"GET\"}",
    "{\"requestContext\":{\"elb\":null}}",
    "{\"version\":\"2.0\",\"requestContext\":{},\"httpMethod\":\"GET\"}",
    "{\"version\":\"3.0\",\"requestContext\":{\"http\":{}}}",
    "{\"version\":2.0,\"requestContext\":{\"http\":{}}}",
    "{\"version\":\"0\",\"id\":\"1\",\"source\":\"aws.events\"}",
    "{\"Records\":[{\"requestContext\":{\"elb\":{}}}]}",
  };
  for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
    with (none, events[i]);
}
END_TEST

/* All members are there that make a source, and no other.  */
HANDLER (bare)
{
  UNUSED;
  called = true;
  ck_assert_int_ne (sparta_http_source_of (event), SPARTA_HTTP_NONE);
  IS (sparta_http_path (event), NULL);
  IS (sparta_http_query_string (event), "");
  IS (sparta_http_source_ip (event), NULL);
  IS (sparta_http_query (event, "a"), NULL);
  IS (sparta_http_header (event, "a"), NULL);
  IS (sparta_http_cookie (event, "a"), NULL);
  IS (sparta_http_path_parameter (event, "a"), NULL);
  body_is (event, "", 0);
  query_is (event, "");
  headers_are (event, "");
}

START_TEST (missing_fields)
{
  with (bare, "{\"requestContext\":{\"elb\":{}}}");
  with (bare, "{\"requestContext\":{},\"httpMethod\":\"GET\"}");
  with (bare, "{\"requestContext\":{\"http\":{}},\"version\":\"2.0\"}");
  with (bare, "{\"requestContext\":{\"elb\":{}},\"path\":null,\"body\":null,"
        "\"headers\":null,\"multiValueHeaders\":null,\"cookies\":null,"
        "\"queryStringParameters\":null,\"isBase64Encoded\":null,"
        "\"multiValueQueryStringParameters\":null,\"pathParameters\":null}");
}
END_TEST

HANDLER (wrong)
{
  UNUSED;
  called = true;
  ck_assert_int_ne (sparta_http_source_of (event), SPARTA_HTTP_NONE);
  IS (sparta_http_method (event), NULL);
  IS (sparta_http_path (event), NULL);
  IS (sparta_http_query_string (event), "");
  IS (sparta_http_source_ip (event), NULL);
  IS (sparta_http_query (event, "a"), NULL);
  IS (sparta_http_header (event, "a"), NULL);
  IS (sparta_http_cookie (event, "a"), NULL);
  IS (sparta_http_path_parameter (event, "a"), NULL);
  body_is (event, NULL, 0);
  query_is (event, "");
  headers_are (event, "");
}

#define WRONG                                                           \
  "\"httpMethod\":1,\"path\":{},\"body\":[],\"headers\":{\"a\":1},"     \
  "\"queryStringParameters\":[\"a\"],\"isBase64Encoded\":\"true\","     \
  "\"multiValueQueryStringParameters\":{\"a\":{},\"b\":[[],null,1]},"   \
  "\"pathParameters\":{\"a\":1}}"

START_TEST (members_of_the_wrong_kind)
{
  with (wrong, "{\"requestContext\":{\"identity\":[]}," WRONG);
  with (wrong, "{\"requestContext\":{\"elb\":{}},\"multiValueHeaders\":1,"
        WRONG);
  with (wrong, "{\"requestContext\":{\"http\":{\"method\":1,\"sourceIp\":{}}},"
        "\"version\":\"2.0\",\"cookies\":{},\"rawPath\":1," WRONG);
}
END_TEST

HANDLER (no_base64)
{
  UNUSED;
  called = true;
  body_is (event, NULL, 0);
}

START_TEST (a_body_that_lies)
{
#define LIES(body) \
  with (no_base64, "{\"requestContext\":{\"elb\":{}},\"body\":" body \
        ",\"isBase64Encoded\":true}")
  LIES ("\"hello, world\"");
  LIES ("\"QUJ\\n\"");
  LIES ("\"Q\"");
  LIES ("1");
  LIES ("\"QUJD\\u0000\"");
}
END_TEST

HANDLER (decoded)
{
  UNUSED;
  called = true;
  body_is (event, "A\0B", 3);
}

START_TEST (bodies_hold_any_byte)
{
  with (decoded, "{\"requestContext\":{\"elb\":{}},\"body\":\"QQBC\","
        "\"isBase64Encoded\":true}");
  with (decoded, "{\"requestContext\":{\"elb\":{}},\"body\":\"A\\u0000B\","
        "\"isBase64Encoded\":false}");
}
END_TEST

HANDLER (escaped)
{
  UNUSED;
  called = true;
  IS (sparta_http_query_string (event), "a=1&b=%22\"");
  IS (sparta_http_query (event, "b"), "\"\"");
  IS (sparta_http_header (event, "X-\xC3\xA4"), "\xC3\xA4");
  IS (sparta_http_header (event, "x-y"), "z");
  query_is (event, "a=1|b=\"\"|");
}

START_TEST (json_escapes)
{
  with (escaped, "{\"requestContext\":{\"http\":{}},\"version\":\"2.0\","
        "\"rawQueryString\":\"a=1\\u0026b=%22\\\"\","
        "\"headers\":{\"x-\\u00e4\":\"\\u00e4\",\"\\u0058-Y\":\"z\"}}");
}
END_TEST

HANDLER (encoded)
{
  UNUSED;
  called = true;
  IS (sparta_http_query (event, "a b"), "%zz%");
  IS (sparta_http_query (event, "c"), "1");     /* %00 ends a string */
  query_is (event, "a b=%zz%|c=1|");
}

START_TEST (percent_signs)
{
  with (encoded, "{\"requestContext\":{\"http\":{}},\"version\":\"2.0\","
        "\"rawQueryString\":\"&&a+b=%zz%&c=1%002&\"}");
  with (encoded, "{\"requestContext\":{\"elb\":{}},\"queryStringParameters\":"
        "{\"a%20b\":\"%zz%\",\"c\":\"1%002\"}}");
}
END_TEST

HANDLER (broken)
{
  UNUSED;
  called = true;
  const char *name, *value;
  sparta_http_position position = { 0 };
  IS (sparta_http_header (event, "a"), "1");
  ck_assert_int_eq (sparta_http_header_next (event, &position, &name, &value),
                    1);
  ck_assert_int_lt (sparta_http_header_next (event, &position, &name, &value),
                    0);
}

START_TEST (headers_that_break_off)
{
  with (broken, "{\"requestContext\":{\"elb\":{}},"
        "\"headers\":{\"a\":\"1\",\"b\" 2}}");
}
END_TEST

/* Invalid UTF-8, which becomes U+FFFD, three bytes for one.  */
HANDLER (garbage)
{
  UNUSED;
  called = true;
#define R "\xEF\xBF\xBD"
  IS (sparta_http_header (event, "a"), R R R R R R ", " R);
  IS (sparta_http_header_at (event, "a", 1), R);
  IS (sparta_http_query_string (event), "%EF%BF%BD%EF%BF%BD=%EF%BF%BD");
  IS (sparta_http_query (event, R R), R);
}

START_TEST (bytes_that_are_no_utf8)
{
  with (garbage, "{\"requestContext\":{},\"httpMethod\":\"\",\"multiValueHead"
        "ers\":{\"A\":[\"\xFF\xFF\xFF\xFF\xFF\xFF\",\"\xFF\"]},"
        "\"queryStringParameters\":{\"\xFF\xFF\":\"\xFF\"}}");
}
END_TEST

/* Two walks at once, each of which finds its place again.  */
HANDLER (crossed)
{
  UNUSED;
  called = true;
  sparta_http_position outer = { 0 };
  const char *name, *value;
  int pairs = 0;
  while (sparta_http_header_next (event, &outer, &name, &value) > 0)
    for (sparta_http_position inner = { 0 };
         sparta_http_header_next (event, &inner, &name, &value) > 0;)
      pairs++;
  ck_assert_int_eq (pairs, 9);
}

START_TEST (walks_within_walks)
{
  with_sample (crossed, "http-v1");
}
END_TEST

HANDLER (null_arguments)
{
  UNUSED;
  called = true;
  IS (sparta_http_query (event, NULL), NULL);
  IS (sparta_http_header (event, NULL), NULL);
  IS (sparta_http_header_at (event, NULL, 0), NULL);
  IS (sparta_http_cookie (event, NULL), NULL);
  IS (sparta_http_cookie (event, ""), NULL);
  IS (sparta_http_path_parameter (event, NULL), NULL);
}

START_TEST (names_that_are_null)
{
  with_sample (null_arguments, "http-v1-rest");
  with_sample (null_arguments, "http-function-url");
}
END_TEST

static const sparta_event *kept;

HANDLER (keeping)
{
  UNUSED;
  called = true;
  kept = event;
  IS (sparta_http_query (event, "q"), "a b c");
  ck_assert_ptr_nonnull (sparta_http_body (event, NULL));
}

/* An event that is read behind its invocation has nothing.  */
START_TEST (closed_events_are_none)
{
  with_sample (keeping, "http-function-url");
  none (kept, NULL, NULL, NULL);
}
END_TEST

HANDLER (many)
{
  UNUSED;
  called = true;
  sparta_http_position position = { 0 };
  const char *name, *value;
  int n = 0;
  while (sparta_http_header_next (event, &position, &name, &value) > 0)
    n++;
  ck_assert_int_eq (n, 100000);
  IS (sparta_http_header (event, "no-such"), NULL);
  ck_assert_uint_eq (strlen (sparta_http_header (event, "a")),
                     100000 + 2 * 99999);
}

START_TEST (a_hundred_thousand_headers)
{
  struct spartap_buffer event = { 0 };
  spartap_buffer_append_text (&event, "{\"requestContext\":{\"elb\":{}},"
                              "\"multiValueHeaders\":{\"a\":[\"v\"");
  for (int i = 1; i < 100000; i++)
    spartap_buffer_append_text (&event, ",\"v\"");
  spartap_buffer_append_text (&event, "]}}");
  with (many, event.data);
  spartap_buffer_free (&event);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    api_gateway_1_0, api_gateway_rest, api_gateway_2_0, function_urls,
    load_balancers, load_balancers_with_multiple_values,
    other_events_are_none, missing_fields, members_of_the_wrong_kind,
    a_body_that_lies, bodies_hold_any_byte, json_escapes, percent_signs,
    headers_that_break_off, bytes_that_are_no_utf8, walks_within_walks,
    names_that_are_null, closed_events_are_none, a_hundred_thousand_headers,
    NULL,
  };
  return unit_suite_of ("proxy", tests);
}
