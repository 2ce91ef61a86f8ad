/* response-finish.c: what is posted of what a handler wrote.  The rules are in
   sparta(3), "What is posted"; spartap_response_finish is their code.

   SPDX-License-Identifier: MIT  */

#include <strings.h>

#include "cold.h"
#include "internal.h"
#include "json-text.h"
#include "parts.h"
#include "thread.h"

/* Lambda's limit of a response that is not streamed.  */
#define RESPONSE_MOST (6 * 1024 * 1024)

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

/* Puts TYPE behind the body and its NUL.  It is the thread's, and so the next
   invocation's, which in Python may be a signal handler's, ahead of the host's
   first look at the reply.  */
static int
keep_type (struct spartap_buffer *body, const char *type)
{
  size_t size = body->size;
  int error = spartap_buffer_append (body, "", 1);
  if (error == 0)
    error = spartap_buffer_append_text (body, type);
  body->size = size;
  return error;
}

/* Posts the body, of content TYPE; NULL: not set.  */
static int
finish_payload (sparta_response *response, const char *type,
                struct sparta_reply *reply)
{
  bool raw = type != NULL && strncasecmp (type, "text/", 5) != 0;
  int error = raw ? keep_type (&response->body, type)
                  : encode (response, type);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, &response->body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->content_type = raw ? reply->data + reply->data_size + 1
                            : "application/json";
  return SPARTA_OK;
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
    return failed ? response->head->error (response, status, reply)
                  : response->stream (response, reply);
  if (response->http != NULL)
    return spartap_http_part.finish (response, status, reply);
  if (status >= 400)
    return response->head->error (response, status, reply);
  if (response->batch != NULL)
    return response->batch (response, reply);
  const char *type
    = response->head != NULL
        ? response->head->header (response->headers, "Content-Type")
        : NULL;
  return finish_payload (response, type, reply);
}

int
spartap_response_finish (sparta_response *response, struct sparta_reply *reply)
{
  int outcome = finish (response, reply);
  if (reply->data_size <= RESPONSE_MOST
      || response->stream != NULL)
    return outcome;
  return spartap_reply_error (
    reply, SPARTAP_TYPE_TOO_LARGE, SPARTAP_NOWHERE,
    "a response of %zu bytes; Lambda takes at most %d: send less, or store it "
    "(in S3, say) and answer with its address", (size_t) reply->data_size,
    RESPONSE_MOST);
}
