/* extension.c: see extension.h.

   Lambda's manual, "Using the Lambda Extensions API": an extension registers
   before the runtime's first request for an event, and Lambda waits for its
   own first request before the init phase ends; AWS's runtimes for Go and Rust
   do the same for the same end.  It has no events, so that request is never
   answered: nobody waits for it, and it costs no thread.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "extension.h"

#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* ms that a registration may take.  */
#define PATIENCE_MS 1000

#define NAME "sparta"
#define HEADER "Lambda-Extension-Identifier"
#define BODY "{\"events\":[]}"          /* 13 bytes */

static bool
wanted_p (void)
{
  const char *off = getenv ("SPARTA_NO_EXTENSION");
  return off == NULL || *off == 0 || strcmp (off, "0") == 0;
}

/* Sends REQUEST, which composing left with ERROR, and frees it.  It fits into
   a socket that was not used before.  */
static bool
send_request (const struct spartap_http *http, int error,
              struct spartap_buffer *request)
{
  bool sent = error == 0
              && send (http->fd, request->data, request->size, MSG_NOSIGNAL)
                   == (ssize_t) request->size;
  spartap_buffer_free (request);
  return sent;
}

void
spartap_extension_begin (struct spartap_http *http, const char *api)
{
  struct spartap_buffer request = { 0 };
  spartap_http_init (http, api);
  http->stall_ms = PATIENCE_MS;
  if (!wanted_p () || spartap_http_connect (http) != 0)
    return;
  int error = spartap_buffer_printf (
    &request,
    "POST /2020-01-01/extension/register HTTP/1.1\r\n"
    "Host: %s\r\nContent-Type: application/json\r\n"
    "Lambda-Extension-Name: " NAME "\r\nContent-Length: 13\r\n\r\n" BODY,
    api);
  if (!send_request (http, error, &request))
    spartap_http_disconnect (http);
}

/* Receives the head of the answer.  */
static int
receive_head (struct spartap_http *http)
{
  int error, parsed = 0;
  int64_t since = 0;
  while (parsed == 0 && !spartap_http_late (http, &since))
    {
      error = spartap_http_receive (http, 1024, 0, false);
      parsed = error != 0 ? error
                          : spartap_http_head_parse (&http->head,
                                                     http->in.data,
                                                     http->in.size);
    }
  return parsed < 0 ? parsed : 0;
}

/* The first request for an event; false: Lambda does not know us.  */
static bool
ask (struct spartap_http *http)
{
  struct spartap_buffer request = { 0 };
  const char *id = spartap_http_header (http, HEADER);
  if (http->head.status != 200 || id == NULL)
    return false;
  int error = spartap_buffer_printf (
    &request,
    "GET /2020-01-01/extension/event/next HTTP/1.1\r\n"
    "Host: %s\r\n" HEADER ": %s\r\n\r\n",
    http->endpoint, id);
  return send_request (http, error, &request);
}

void
spartap_extension_end (struct spartap_http *http)
{
  if (http->fd < 0)
    return;
  int error = receive_head (http);
  if (error != 0 || !ask (http))
    {
      spartap_log (SPARTAP_DEBUG, "no extension, so no SIGTERM: %s, status %d",
                   spartap_http_strerror (error), http->head.status);
      spartap_http_disconnect (http);
    }
  spartap_buffer_free (&http->in);
}
