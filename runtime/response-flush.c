/* response-flush.c: a response that is streamed.  sparta_response_flush gives
   what was written to the host, whose part of the contract is in sparta-abi.h,
   and goes on with an empty body, in the same memory.  Where the response
   cannot be streamed it stays what it is, and is posted whole.

   Only programs that flush are linked with this file.

   SPDX-License-Identifier: MIT  */

#include "headers.h"
#include "internal.h"
#include "parts.h"
#include "thread.h"

/* Lambda's limit of a response that is streamed.  */
#define STREAM_MOST (200 * 1024 * 1024)

#define HTTP_TYPE "application/vnd.awslambda.http-integration-response"

/* The opaque of the invocation that RESPONSE belongs to.  */
static void *
find_opaque (const sparta_response *response)
{
  const char *call
    = (const char *) response - offsetof (struct spartap_call, response);
  return ((const struct spartap_call *) call)->context.invocation->opaque;
}

/* Whether RESPONSE can be streamed, of which nothing is yet.  An error is
   whole when the handler has returned, and so are the failures of a batch.  */
static bool
streams_p (const sparta_response *response)
{
  const struct sparta_host *host = spartap_host ();
  if (host == NULL || host->stream == NULL || find_opaque (response) == NULL)
    return false;
  if (response->error_type->size > 0 || response->failures->size > 0)
    return false;
  return response->http != NULL ? spartap_http_part.streams_p (response->http)
                                : response->status < 400;
}

/* Ends the stream: ERROR is what is wrong with it.  */
static int
give_up (sparta_response *response, int error)
{
  response->stream_error = error;
  spartap_buffer_clear (&response->body);
  __atomic_store_n (&response->closed, true, __ATOMIC_RELEASE);
  return error;
}

/* Gives the body to the host, behind HEAD; NULL: it has it.  */
static int
send_body (sparta_response *response, const struct sparta_reply *head)
{
  struct spartap_buffer *body = &response->body;
  if (body->size > STREAM_MOST - response->streamed)
    return give_up (response, SPARTA_ELIMIT);
  if (spartap_host ()->stream (find_opaque (response), head, body->data,
                               body->size)
      != 0)
    return give_up (response, SPARTA_ESTREAM);
  response->streamed += body->size;
  spartap_buffer_clear (body);
  return 0;
}

/* What Lambda returns of a response that was streamed.  */
static int
finish (sparta_response *response, struct sparta_reply *reply)
{
  struct spartap_buffer *body = &response->body;
  int error = response->stream_error;
  if (error == 0 && body->size > STREAM_MOST - response->streamed)
    error = SPARTA_ELIMIT;
  if (error == 0)
    error = spartap_buffer_reserve (body, 0);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, body);
  if (error == SPARTA_ENOMEM)
    return spartap_reply_error_memory (reply);
  if (error == SPARTA_ELIMIT)
    return spartap_reply_error (reply, SPARTAP_TYPE_TOO_LARGE, SPARTAP_NOWHERE,
                                "a streamed response of over %d bytes; Lambda "
                                "takes no more", STREAM_MOST);
  if (error != 0)
    return spartap_reply_error (reply, SPARTAP_TYPE_STREAM, SPARTAP_NOWHERE,
                                "the streamed response broke off behind %llu "
                                "bytes: nobody received more",
                                (unsigned long long) response->streamed);
  return SPARTA_OK;
}

/* Sends the head and what was written so far.  */
static int
begin (sparta_response *response)
{
  struct spartap_buffer *ahead = &spartap_thread ()->line;
  const char *type = spartap_headers_get (response->headers, "Content-Type");
  struct sparta_reply head = { .size = sizeof head };
  int status = response->status != 0 ? response->status : 200;
  spartap_buffer_clear (ahead);
  if (response->http != NULL)
    {
      if (spartap_http_part.prelude (response, status, ahead) != 0)
        {
          response->out_of_memory = true;
          return SPARTA_ENOMEM;
        }
      type = HTTP_TYPE;
    }
  head.content_type = type != NULL ? type : "application/octet-stream";
  head.data = ahead->data;
  head.data_size = ahead->size;
  response->stream = finish;
  return send_body (response, &head);
}

int
sparta_response_flush (sparta_response *response)
{
  if (response->stream_error != 0)
    return response->stream_error;
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  response->flushed = true;
  if (response->out_of_memory)
    return SPARTA_ENOMEM;
  if (response->stream == NULL)
    return streams_p (response) ? begin (response) : 0;
  /* What sparta_response_fail left is the error's message.  */
  if (response->error_type->size > 0 || response->body.size == 0)
    return 0;
  return send_body (response, NULL);
}
