/* response-finish.c: what is posted of what a handler wrote.  The rules are in
   sparta(3), "What is posted"; spartap_response_finish is their code.

   SPDX-License-Identifier: MIT  */

#include <strings.h>

#include "cold.h"
#include "headers.h"
#include "internal.h"
#include "json-text.h"
#include "parts.h"
#include "thread.h"

/* Lambda's limit of a response that is not streamed.  */
#define RESPONSE_MOST (6 * 1024 * 1024)

/* Appends the error JSON with the member sparta: {code, status, headers,
   error}, the envelope of Sparta for Go.  */
SPARTAP_COLD static int
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
      spartap_status_words (status));
  if (error == 0)
    error = spartap_headers_append_json (out, response->headers,
                                         SPARTAP_HEADERS_JOINED);
  if (error == 0)
    error = spartap_buffer_append_text (out, ",\"error\":");
  if (error == 0)
    error = spartap_json_append (out, body, response->body.size);
  return error != 0 ? error : spartap_buffer_append_text (out, "}}");
}

SPARTAP_COLD static int
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

/* Posts the body, of content TYPE; NULL: not set.  */
static int
finish_payload (sparta_response *response, const char *type,
                struct sparta_reply *reply)
{
  bool raw = type != NULL && strncasecmp (type, "text/", 5) != 0;
  int error = raw ? spartap_buffer_reserve (&response->body, 0)
                  : encode (response, type);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, &response->body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->content_type = raw ? type : "application/json";
  return SPARTA_OK;
}

/* Posts the list of the records that failed, each with a comma behind it, in
   place of the body.  */
SPARTAP_COLD static int
finish_batch (sparta_response *response, struct sparta_reply *reply)
{
  static const char opening[] = "{\"batchItemFailures\":[";
  struct spartap_buffer *list = response->failures, *body = &response->body;
  spartap_buffer_clear (body);
  if (spartap_buffer_reserve (body, sizeof opening + list->size + 2) == 0)
    {
      spartap_buffer_append_text (body, opening);
      spartap_buffer_append (body, list->data, list->size - 1);
      spartap_buffer_append_text (body, "]}");
      return finish_payload (response, "application/json", reply);
    }
  spartap_reply_take (reply, SPARTA_REPLY_ERROR, body);
  return spartap_reply_error_memory (reply);
}

/* Posts what follows from the status; no size is too large here.  */
static int
finish (sparta_response *response, struct sparta_reply *reply)
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
  if (response->stream != NULL)
    return failed ? finish_error (response, status, reply)
                  : response->stream (response, reply);
  if (response->http != NULL)
    return spartap_http_part.finish (response, status, reply);
  if (status >= 400)
    return finish_error (response, status, reply);
  if (response->failures->size > 0)
    return finish_batch (response, reply);
  return finish_payload (
    response, spartap_headers_get (response->headers, "Content-Type"), reply);
}

int
spartap_response_finish (sparta_response *response, struct sparta_reply *reply)
{
  int outcome = finish (response, reply);
  if (reply->data_size <= RESPONSE_MOST
      || (response->stream != NULL && outcome == SPARTA_OK))
    return outcome;
  return spartap_reply_error (
    reply, SPARTAP_TYPE_TOO_LARGE, SPARTAP_NOWHERE,
    "a response of %zu bytes; Lambda takes at most %d: send less, or store it "
    "(in S3, say) and answer with its address", (size_t) reply->data_size,
    RESPONSE_MOST);
}
