/* response-error.c: what is posted of an invocation whose handler set an error
   or a status of 400 or more.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "headers.h"
#include "internal.h"
#include "json-text.h"
#include "thread.h"

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

int
spartap_response_error (sparta_response *response, int status,
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
