/* response.c: what a handler writes, and what is posted of it.  The rules are
   in sparta(3), "What is posted"; spartap_response_finish is their code.

   SPDX-License-Identifier: MIT  */

#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "internal.h"
#include "json-text.h"
#include "records.h"
#include "thread.h"

/* Whether TEXT is not empty and holds no control character (RFC 9110, 5.5;
   a tab is allowed in a value).  */
static bool
line_p (const char *text, bool value)
{
  if (*text == 0 && !value)
    return false;
  for (; *text != 0; text++)
    if (((unsigned char) *text < 0x20 && !(value && *text == '\t'))
        || *text == 0x7F)
      return false;
  return true;
}

/* Whether NAME is a header's name: a token (RFC 9110, 5.6.2).  */
static bool
token_p (const char *name)
{
  static const char also[] = "!#$%&'*+-.^_`|~";
  if (*name == 0)
    return false;
  for (; *name != 0; name++)
    if (!(*name >= '0' && *name <= '9') && !(*name >= 'A' && *name <= 'Z')
        && !(*name >= 'a' && *name <= 'z') && strchr (also, *name) == NULL)
      return false;
  return true;
}

/* Remembers that a part of the response is missing; returns ERROR.  */
static int
note (sparta_response *response, int error)
{
  if (error == SPARTA_ENOMEM)
    response->out_of_memory = true;
  return error;
}

int
sparta_response_status (sparta_response *response, int status)
{
  if (status < 100 || status > 599)
    return SPARTA_ESTATUS;
  response->status = status;
  return 0;
}

/* The offset of the header NAME in HEADERS, or its end.  */
static size_t
find_header (const struct spartap_buffer *headers, const char *name)
{
  size_t at = 0;
  while (at < headers->size && strcasecmp (headers->data + at, name) != 0)
    {
      at += strlen (headers->data + at) + 1;
      at += strlen (headers->data + at) + 1;
    }
  return at;
}

static void
remove_header (struct spartap_buffer *headers, size_t at)
{
  size_t end = at + strlen (headers->data + at) + 1;
  end += strlen (headers->data + end) + 1;
  memmove (headers->data + at, headers->data + end, headers->size - end);
  headers->size -= end - at;
}

int
sparta_response_header (sparta_response *response, const char *name,
                        const char *value)
{
  if (name == NULL || value == NULL)
    return SPARTA_EINVAL;
  if (!token_p (name) || !line_p (value, true))
    return SPARTA_EHEADER;
  struct spartap_buffer *headers = response->headers;
  size_t name_size = strlen (name) + 1, value_size = strlen (value) + 1;
  int error = spartap_buffer_reserve (headers, name_size + value_size);
  if (error != 0)
    return note (response, error);
  size_t at = find_header (headers, name);
  if (at < headers->size)
    remove_header (headers, at);
  spartap_buffer_append (headers, name, name_size);
  spartap_buffer_append (headers, value, value_size);
  return 0;
}

int
sparta_response_write (sparta_response *response, const void *data,
                       size_t size)
{
  if (data == NULL && size > 0)
    return SPARTA_EINVAL;
  return note (response, spartap_buffer_append (&response->body, data, size));
}

int
sparta_response_printf (sparta_response *response, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  int error = spartap_buffer_vprintf (&response->body, format, arguments);
  va_end (arguments);
  return note (response, error);
}

int
sparta_response_fail (sparta_response *response, const char *type,
                      const char *format, ...)
{
  if (type == NULL || !line_p (type, false))
    return SPARTA_ETYPE;
  spartap_buffer_clear (response->error_type);
  int error = spartap_buffer_append_text (response->error_type, type);
  spartap_buffer_clear (&response->body);
  va_list arguments;
  va_start (arguments, format);
  if (error == 0)
    error = spartap_buffer_vprintf (&response->body, format, arguments);
  va_end (arguments);
  return note (response, error);
}

/* The words of STATUS (RFC 9110, section 15); "" where it has none.  */
static const char *
reason (int status)
{
  static const struct
  {
    int status;
    const char *words;
  } reasons[] = {
    { 400, "Bad Request" }, { 401, "Unauthorized" },
    { 402, "Payment Required" }, { 403, "Forbidden" }, { 404, "Not Found" },
    { 405, "Method Not Allowed" }, { 406, "Not Acceptable" },
    { 408, "Request Timeout" }, { 409, "Conflict" }, { 410, "Gone" },
    { 411, "Length Required" }, { 412, "Precondition Failed" },
    { 413, "Content Too Large" }, { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" }, { 416, "Range Not Satisfiable" },
    { 417, "Expectation Failed" }, { 421, "Misdirected Request" },
    { 422, "Unprocessable Content" }, { 426, "Upgrade Required" },
    { 428, "Precondition Required" }, { 429, "Too Many Requests" },
    { 500, "Internal Server Error" }, { 501, "Not Implemented" },
    { 502, "Bad Gateway" }, { 503, "Service Unavailable" },
    { 504, "Gateway Timeout" }, { 505, "HTTP Version Not Supported" },
  };
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
    if (reasons[i].status == status)
      return reasons[i].words;
  return "";
}

/* Appends the headers as a JSON object.  */
static int
append_headers (struct spartap_buffer *out,
                const struct spartap_buffer *headers)
{
  int error = spartap_buffer_append_text (out, "{");
  for (size_t at = 0; error == 0 && at < headers->size;)
    {
      const char *name = headers->data + at;
      const char *value = name + strlen (name) + 1;
      if (at > 0)
        error = spartap_buffer_append_text (out, ",");
      if (error == 0)
        error = spartap_json_append_text (out, name);
      if (error == 0)
        error = spartap_buffer_append_text (out, ":");
      if (error == 0)
        error = spartap_json_append_text (out, value);
      at = value + strlen (value) + 1 - headers->data;
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "}");
}

/* Appends the error JSON with the member sparta: {code, status, headers,
   error}, the envelope of Sparta for Go.  */
static int
append_envelope (struct spartap_buffer *out, const sparta_response *response,
                 int status)
{
  const char *body = response->body.data != NULL ? response->body.data : "";
  int error
    = spartap_reply_append_error (out, body, response->body.size,
                                  response->error_type->data, SPARTAP_NOWHERE);
  if (error == 0)
    error = spartap_buffer_printf (
      out, ",\"sparta\":{\"code\":%d,\"status\":\"%s\",\"headers\":", status,
      reason (status));
  if (error == 0)
    error = append_headers (out, response->headers);
  if (error == 0)
    error = spartap_buffer_append_text (out, ",\"error\":");
  if (error == 0)
    error = spartap_json_append (out, body, response->body.size);
  return error != 0 ? error : spartap_buffer_append_text (out, "}}");
}

static int
finish_error (sparta_response *response, int status,
              struct sparta_reply *reply)
{
  struct spartap_buffer *out = &spartap_thread ()->line;
  int error = 0;
  if (response->error_type->size == 0)
    error = spartap_buffer_printf (response->error_type, "Sparta.Status%d",
                                   status);
  spartap_buffer_clear (out);
  if (error == 0)
    error = append_envelope (out, response, status);
  spartap_reply_take (reply, SPARTA_REPLY_ERROR, &response->body);
  if (error != 0
      || spartap_reply_copy (reply, SPARTA_REPLY_ERROR, out->data, out->size)
           != SPARTA_OK)
    return spartap_reply_error_memory (reply);
  reply->error_type = response->error_type->data;
  return SPARTA_FAILED;
}

/* The value of Content-Type; NULL: not set.  */
static const char *
content_type (const sparta_response *response)
{
  size_t at = find_header (response->headers, "Content-Type");
  if (at == response->headers->size)
    return NULL;
  const char *name = response->headers->data + at;
  return name + strlen (name) + 1;
}

/* Makes the body what is posted where it is to be JSON.  */
static int
encode (sparta_response *response, const char *type)
{
  struct spartap_buffer *body = &response->body;
  if (type != NULL)
    return spartap_json_quote (body);
  if (body->size == 0)
    return spartap_buffer_append_text (body, "null");
  if (spartap_json_p (body->data, body->size))
    return 0;
  return spartap_json_quote (body);
}

int
spartap_response_finish (sparta_response *response, struct sparta_reply *reply)
{
  bool failed = response->error_type->size > 0;
  int status = response->status != 0 ? response->status : 200;
  if (failed && status < 400)
    status = 500;
  if (response->out_of_memory)
    {
      spartap_reply_take (reply, SPARTA_REPLY_ERROR, &response->body);
      return spartap_reply_error_memory (reply);
    }
  if (status >= 400)
    return finish_error (response, status, reply);

  bool batch = response->failures->size > 0;
  const char *type = batch ? NULL : content_type (response);
  bool raw = type != NULL && strncasecmp (type, "text/", 5) != 0;
  int error = batch ? spartap_batch_finish (response)
              : raw ? spartap_buffer_reserve (&response->body, 0)
                    : encode (response, type);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, &response->body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->content_type = raw ? type : "application/json";
  return SPARTA_OK;
}
