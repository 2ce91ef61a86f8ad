/* http.c: an HTTP request of each source, and a response with headers, cookies
   and a body that is binary.
   SPDX-License-Identifier: MIT  */

#include <sparta-http.h>
#include <string.h>

#include "service.h"

/* Of a request that has it, a string is missing only without memory.  */
static bool
complete_p (const sparta_event *event)
{
  size_t size;
  return sparta_http_method (event) != NULL
         && sparta_http_path (event) != NULL
         && sparta_http_query (event, "name") != NULL
         && sparta_http_header (event, "x-two") != NULL
         && sparta_http_body (event, &size) != NULL;
}

/* Adds each header of the request to the response.  */
static int
add_headers (const sparta_event *event, sparta_response *response)
{
  sparta_http_position position = { 0 };
  const char *name, *value;
  int more;
  while ((more = sparta_http_header_next (event, &position, &name, &value))
         > 0)
    if (sparta_response_header_add (response, "X-Was", value) != 0)
      return -1;
  return more;
}

static void
answer (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  size_t size;
  (void) context;
  (void) logger;
  if (!complete_p (event) || add_headers (event, response) != 0)
    {
      sparta_response_status (response, 507);
      return;
    }
  const char *body = sparta_http_body (event, &size);
  sparta_response_header (response, "Content-Type", "application/x-test");
  sparta_response_cookie (response, "a=b; Secure");
  sparta_response_cookie (response, "c=d");
  sparta_response_status (response, 201);
  sparta_response_write (response, body, size);
  sparta_response_printf (response, "%s",
                          sparta_http_query (event, "name"));
}

static const char *const events[] = {
  "{\"version\":\"1.0\",\"resource\":\"/a\",\"httpMethod\":\"POST\","
    "\"path\":\"/a\",\"requestContext\":{\"stage\":\"x\",\"identity\":{"
    "\"sourceIp\":\"192.0.2.1\"}},"
    "\"multiValueHeaders\":{\"X-Two\":[\"1\",\"2\"]},"
    "\"multiValueQueryStringParameters\":{\"name\":[\"a b\"]},"
    "\"body\":\"YQD/\",\"isBase64Encoded\":true}",
  "{\"version\":\"2.0\",\"rawPath\":\"/a\","
    "\"rawQueryString\":\"name=a%20b&name=c\",\"headers\":{\"x-two\":\"1,2\"},"
    "\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/a\","
    "\"sourceIp\":\"192.0.2.1\"}},\"cookies\":[\"a=1\"],"
    "\"body\":\"plain \\u00e9\",\"isBase64Encoded\":false}",
  "{\"requestContext\":{\"elb\":{\"targetGroupArn\":\"arn:x\"}},"
    "\"httpMethod\":\"PUT\",\"path\":\"/\","
    "\"multiValueQueryStringParameters\":{\"name\":[\"a+b%21\"]},"
    "\"multiValueHeaders\":{\"x-two\":[\"\\\"1\\\"\"]},"
    "\"body\":\"\",\"isBase64Encoded\":false}", NULL,
};

static const struct function row = {
  .lambda = { .name = "http", .handler = answer, .http = true },
  .events = events,
};
FUNCTION (row);
