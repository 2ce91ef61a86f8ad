/* proxy-body.c: the body of an HTTP event.

   SPDX-License-Identifier: MIT  */

#include "base64.h"
#include "internal.h"
#include "proxy.h"

/* Reads the body; NULL: it is not what the event says, or memory ran out.  */
static const char *
read_body (const sparta_event *event, size_t *size)
{
  const struct spartap_request *request = spartap_request (event);
  bool base64 = false;
  *size = 0;
  if (request->body.text == NULL)
    return "";
  char *taken = spartap_request_take (&request->body, size);
  if (request->base64.text != NULL)
    sparta_value_boolean (&request->base64, &base64);
  if (taken == NULL || !base64)
    return taken == NULL ? NULL : spartap_request_keep (event, taken, *size);
  ssize_t decoded = spartap_base64_decode (taken, taken, *size);
  if (decoded >= 0)
    return spartap_request_keep (event, taken, *size = decoded);
  spartap_arena_trim (event->arena, taken, 0);
  return NULL;
}

const char *
sparta_http_body (const sparta_event *event, size_t *size)
{
  struct spartap_request *request = spartap_request (event);
  if (request->source != SPARTA_HTTP_NONE && request->body_data == NULL)
    request->body_data = read_body (event, &request->body_size);
  if (size != NULL)
    *size = request->body_data != NULL ? request->body_size : 0;
  return request->body_data;
}
