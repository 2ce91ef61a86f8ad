/* proxy-reply.c: the proxy object that an HTTP function answers with, as its
   event's source wants it:

       2.0   {"statusCode": 200, "cookies": [..], "headers": {..}, ..
       1.0   {"statusCode": 200, "multiValueHeaders": {..}, ..
       ALB   {"statusCode": 200, "statusDescription": "200 OK", "headers" or
              "multiValueHeaders", whichever the event has, ..
                            .., "body": "..", "isBase64Encoded": false}

   It is written into the thread's line, which then changes places with the
   reply's memory: the body is copied once, by what encodes it.

   SPDX-License-Identifier: MIT  */

#include <string.h>
#include <strings.h>

#include "base64.h"
#include "headers.h"
#include "internal.h"
#include "json-text.h"
#include "parts.h"
#include "proxy.h"
#include "thread.h"

static void
swap (struct spartap_buffer *a, struct spartap_buffer *b)
{
  struct spartap_buffer c = *a;
  *a = *b;
  *b = c;
}

/* Whether the SIZE bytes at TYPE end in SUFFIX, in any case.  */
static bool
ends_in_p (const char *type, size_t size, const char *suffix)
{
  size_t n = strlen (suffix);
  return size >= n && strncasecmp (type + size - n, suffix, n) == 0;
}

/* Whether TYPE, a Content-Type, is one of text.  */
static bool
text_p (const char *type)
{
  static const char *const ends[] = {
    "/json", "+json", "/xml", "+xml", "/javascript", "/ecmascript",
    "/x-www-form-urlencoded",
  };
  size_t size = strcspn (type, "; \t");
  if (strncasecmp (type, "text/", 5) == 0)
    return true;
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
    if (ends_in_p (type, size, ends[i]))
      return true;
  return false;
}

/* Whether the body cannot be a JSON string, or is not text.  */
static bool
binary_p (const sparta_response *response)
{
  const struct spartap_buffer *body = &response->body;
  const char *encoding
    = spartap_headers_get (response->headers, "Content-Encoding");
  const char *type = spartap_headers_get (response->headers, "Content-Type");
  if (body->size == 0)
    return false;
  if (encoding != NULL && strcasecmp (encoding, "identity") != 0)
    return true;
  return (type != NULL && !text_p (type))
         || !spartap_utf8_p (body->data, body->size);
}

/* Makes the body the JSON of what sparta_response_fail was given, and says so
   in the log: to Lambda the invocation is a success.  */
static int
describe_failure (sparta_response *response)
{
  const char *type = response->error_type->data;
  struct spartap_buffer *message = &response->body;
  spartap_log (SPARTAP_ERROR, "%s: %s", type,
               message->size > 0 ? message->data : "");
  struct spartap_buffer *out = &spartap_thread ()->line;
  spartap_buffer_clear (out);
  int error = spartap_buffer_append_text (out, "{\"errorMessage\":");
  if (error == 0)
    error = spartap_json_append (out, message->data, message->size);
  if (error == 0)
    error = spartap_buffer_append_text (out, ",\"errorType\":");
  if (error == 0)
    error = spartap_json_append_text (out, type);
  if (error == 0)
    error = spartap_buffer_append_text (out, "}");
  if (error == 0)
    error = spartap_headers_set (response->headers, "Content-Type",
                                 "application/json");
  spartap_headers_remove (response->headers, "Content-Encoding");
  swap (out, message);
  return error;
}

/* Sets the Content-Type, where it is not and there is a body.  */
static int
default_type (sparta_response *response)
{
  const struct spartap_buffer *body = &response->body;
  const char *type = "application/octet-stream";
  if (body->size == 0
      || spartap_headers_get (response->headers, "Content-Type") != NULL)
    return 0;
  if (spartap_utf8_p (body->data, body->size))
    type = spartap_json_p (body->data, body->size)
             ? "application/json" : "text/plain; charset=utf-8";
  return spartap_headers_set (response->headers, "Content-Type", type);
}

/* Appends HEADERS as a member NAME.  */
static int
append_member (struct spartap_buffer *out, const char *name,
               const struct spartap_buffer *headers,
               enum spartap_headers_form form)
{
  int error = spartap_buffer_printf (out, ",\"%s\":", name);
  return error != 0 ? error
                    : spartap_headers_append_json (out, headers, form);
}

/* Appends the headers for 2.0, which has the cookies apart: they go.  */
static int
append_v2 (struct spartap_buffer *out, struct spartap_buffer *headers)
{
  int error = 0;
  if (spartap_headers_get (headers, "Set-Cookie") != NULL)
    {
      error = spartap_buffer_append_text (out, ",\"cookies\":");
      if (error == 0)
        error = spartap_headers_append_values (out, headers, "Set-Cookie");
      spartap_headers_remove (headers, "Set-Cookie");
    }
  return error != 0 ? error
                    : append_member (out, "headers", headers,
                                     SPARTAP_HEADERS_JOINED);
}

/* Whether the source takes one value of each header and cookie.  */
static bool
single_p (const struct spartap_request *request)
{
  return request->source == SPARTA_HTTP_ALB
         && request->multi_headers.text == NULL;
}

static int
append_headers (struct spartap_buffer *out, const sparta_response *response,
                const struct spartap_request *request)
{
  if (request->source == SPARTA_HTTP_V2)
    return append_v2 (out, response->headers);
  if (single_p (request))
    return append_member (out, "headers", response->headers,
                          SPARTAP_HEADERS_JOINED);
  return append_member (out, "multiValueHeaders", response->headers,
                        SPARTAP_HEADERS_LISTED);
}

static int
append_body (struct spartap_buffer *out, const sparta_response *response)
{
  const struct spartap_buffer *body = &response->body;
  if (!binary_p (response))
    {
      int error = spartap_buffer_append_text (out, ",\"body\":");
      if (error == 0)
        error = spartap_json_append (out, body->data, body->size);
      return error != 0 ? error
                        : spartap_buffer_append_text (
                          out, ",\"isBase64Encoded\":false}");
    }
  int error = spartap_buffer_append_text (out, ",\"body\":\"");
  if (error == 0)
    error = spartap_base64_append (out, body->data, body->size);
  return error != 0 ? error
                    : spartap_buffer_append_text (
                      out, "\",\"isBase64Encoded\":true}");
}

/* Warns of cookies that cannot be sent.  */
static void
check_cookies (const sparta_response *response,
               const struct spartap_request *request)
{
  if (single_p (request)
      && spartap_headers_count (response->headers, "Set-Cookie") > 1)
    spartap_log (SPARTAP_WARN,
                 "of several cookies the last is sent: enable multi-value "
                 "headers on the load balancer's target group");
}

/* Appends the proxy object.  */
static int
append_proxy (struct spartap_buffer *out, const sparta_response *response,
              const struct spartap_request *request, int status)
{
  int error = spartap_buffer_printf (out, "{\"statusCode\":%d", status);
  const char *words = spartap_status_words (status);
  if (error == 0 && request->source == SPARTA_HTTP_ALB)
    error = spartap_buffer_printf (out, ",\"statusDescription\":\"%d%s%s\"",
                                   status, *words == 0 ? "" : " ", words);
  if (error == 0)
    error = append_headers (out, response, request);
  return error != 0 ? error : append_body (out, response);
}

static int
finish (sparta_response *response, int status, struct sparta_reply *reply)
{
  const struct spartap_request *request = spartap_request (response->http);
  struct spartap_buffer *out = &spartap_thread ()->line;
  int error = 0;
  check_cookies (response, request);
  if (response->error_type->size > 0)
    error = describe_failure (response);
  if (error == 0)
    error = default_type (response);
  spartap_buffer_clear (out);
  if (error == 0)
    error = append_proxy (out, response, request, status);
  swap (out, &response->body);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, &response->body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->content_type = "application/json";
  return SPARTA_OK;
}

static bool
request_p (const sparta_event *event)
{
  return spartap_request (event)->source != SPARTA_HTTP_NONE;
}

/* Whether the request came to a function URL: the host's name tells.  */
static bool
function_url_p (const struct spartap_request *request)
{
  static const char part[] = ".lambda-url.";
  sparta_iterator iterator;
  sparta_value value;
  if (sparta_value_iterate (&request->request_context, &iterator) != 0)
    return false;
  while (sparta_iterator_next (&iterator, &value) > 0)
    if (sparta_value_equal (&iterator.key, "domainName"))
      return memmem (value.text, value.end - value.text, part,
                     sizeof part - 1) != NULL;
  return false;
}

SPARTAP_COLD static int
refuse (const char *name, struct sparta_reply *reply)
{
  return spartap_reply_error (
    reply, SPARTAP_TYPE_NOT_HTTP, SPARTAP_NOWHERE,
    "%s is an HTTP function, and the event is no HTTP request: invoke it "
    "through API Gateway, a function URL or a load balancer, or with an event "
    "as they send it; or leave .http out of its row", name);
}

/* Function URLs and REST APIs stream, where they are told to; HTTP APIs, which
   send a version in both formats, and load balancers never do.  */
static bool
streams_p (const sparta_event *event)
{
  const struct spartap_request *request = spartap_request (event);
  if (request->source == SPARTA_HTTP_V2)
    return function_url_p (request);
  return request->source == SPARTA_HTTP_V1 && request->version.text == NULL;
}

static int
append_prelude (sparta_response *response, int status,
                struct spartap_buffer *out)
{
  int error = default_type (response);
  if (error == 0)
    error = spartap_buffer_printf (out, "{\"statusCode\":%d", status);
  if (error == 0)
    error = append_headers (out, response, spartap_request (response->http));
  return error != 0 ? error
                    : spartap_buffer_append (out, "}\0\0\0\0\0\0\0", 9);
}

const struct spartap_http_part spartap_http_part
= { request_p, refuse, finish, streams_p, append_prelude };
