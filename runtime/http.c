/* http.c: one exchange: send a request, receive its response, and replace a
   connection that the server closed while nobody was using it.

   SPDX-License-Identifier: MIT  */

#include "http.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

/* Room for a first receive: head and event of most invocations.  */
#define FIRST (32 * 1024 - 1)

/* How many interim responses a response may have ahead of it.  */
#define INTERIM_MAX 8

static int64_t
now_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool
spartap_http_late (const struct spartap_http *http, int64_t *since)
{
  int64_t now = now_ms ();
  if (*since == 0)
    *since = now;
  return now - *since > http->stall_ms;
}

/* Whether a receive that failed should be tried again; SINCE is as above.  */
static int
excuse (struct spartap_http *http, bool patient, int64_t *since)
{
  bool silent = errno == EAGAIN || errno == EWOULDBLOCK;
  if (!silent && errno != EINTR)
    return http->in.size == 0 ? SPARTAP_HTTP_ECLOSED
                              : SPARTAP_HTTP_ETRUNCATED;
  /* What is on its way is waited for once more: whoever set the stop made the
     wait a short one.  */
  if (patient && http->stop != NULL && *http->stop)
    return silent || (*since)++ > 0 ? SPARTAP_HTTP_ESTOPPED : 0;
  if (patient)
    return 0;
  return silent || spartap_http_late (http, since) ? SPARTAP_HTTP_ESTALLED : 0;
}

int
spartap_http_receive (struct spartap_http *http, size_t size, int flags,
                      bool patient)
{
  struct spartap_buffer *in = &http->in;
  int64_t since = 0;
  int error = 0;
  if (spartap_buffer_reserve (in, size) != 0)
    return SPARTAP_HTTP_ENOMEM;
  while (error == 0)
    {
      ssize_t n = recv (http->fd, in->data + in->size, size, flags);
      if (n > 0)
        {
          in->size += n;
          return 0;
        }
      if (n == 0)
        errno = 0;
      http->system_error = errno;
      error = excuse (http, patient, &since);
    }
  return error;
}

/* 100 Continue: the next head counts.  Any other that is interim was not asked
   for, and a client has to end somewhere.  */
static int
skip_interim (struct spartap_http *http, int *n)
{
  struct spartap_buffer *in = &http->in;
  bool good = http->head.status != 101 && ++*n <= INTERIM_MAX;
  in->size -= http->head.size;
  memmove (in->data, in->data + http->head.size, in->size);
  memset (&http->head, 0, sizeof http->head);
  return good ? 0 : SPARTAP_HTTP_EMALFORMED;
}

/* Receives the head, and what comes with it.  */
static int
receive_head (struct spartap_http *http, bool patient)
{
  struct spartap_buffer *in = &http->in;
  int n_interim = 0;
  for (;;)
    {
      int parsed = spartap_http_head_parse (&http->head, in->data, in->size);
      if (parsed < 0)
        return parsed;
      if (parsed > 0 && http->head.status / 100 != 1)
        return 0;
      if (parsed > 0 && skip_interim (http, &n_interim) != 0)
        return SPARTAP_HTTP_EMALFORMED;
      if (parsed > 0)
        continue;
      size_t room = in->capacity > in->size ? in->capacity - in->size - 1 : 0;
      int error = spartap_http_receive (http, room > FIRST / 2 ? room : FIRST,
                                        0, patient && in->size == 0);
      if (error != 0)
        return error;
    }
}

int
spartap_http_send (struct spartap_http *http, struct iovec *parts, int n)
{
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = n };
  size_t left = 0;
  int64_t since = 0;
  for (int i = 0; i < n; i++)
    left += parts[i].iov_len;
  while (left > 0)
    {
      ssize_t sent = sendmsg (http->fd, &message, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR && !spartap_http_late (http, &since))
        continue;
      if (sent < 0)
        {
          http->system_error = errno;
          return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
                   ? SPARTAP_HTTP_ESTALLED : SPARTAP_HTTP_ECLOSED;
        }
      since = 0;
      left -= sent;
      for (int i = 0; i < n; i++)
        {
          size_t size = (size_t) sent < parts[i].iov_len ? (size_t) sent
                                                         : parts[i].iov_len;
          parts[i].iov_base = (char *) parts[i].iov_base + size;
          parts[i].iov_len -= size;
          sent -= size;
        }
    }
  return 0;
}

/* An error is not the end: the server may have answered ahead of the body's
   end, and said why.  */
static bool
send_request (struct spartap_http *http,
              const struct spartap_http_request *request)
{
  struct iovec parts[2]
    = { { (char *) request->head, request->head_size },
        { (char *) request->body, request->body_size } };
  return spartap_http_send (http, parts, request->body_size > 0 ? 2 : 1) == 0;
}

/* Makes room for a response in place of the last one.  */
static void
forget_response (struct spartap_http *http)
{
  http->in.size = http->body_size = 0;
  http->body = NULL;
  http->system_error = 0;
  memset (&http->head, 0, offsetof (struct spartap_http_head, headers));
}

static int
receive_response (struct spartap_http *http, bool patient, bool sent)
{
  int error = receive_head (http, patient);
  if (error == 0)
    error = spartap_http_receive_body (http);
  /* A server in trouble may have left anything on the connection.  */
  if (error == 0 && !(sent && http->head.keep && http->head.status < 500))
    spartap_http_disconnect (http);
  return error;
}

static int
attempt (struct spartap_http *http, const struct spartap_http_request *request)
{
  forget_response (http);
  int error = http->fd < 0 ? spartap_http_connect (http) : 0;
  if (error != 0)
    return error;
  /* A stop from here on finds a connection whose patience it can end.  */
  if (request->patient && http->stop != NULL && *http->stop)
    return SPARTAP_HTTP_ESTOPPED;
  bool sent = send_request (http, request);
  return receive_response (http, request->patient, sent);
}

int
spartap_http_begin (struct spartap_http *http)
{
  char byte;
  http->system_error = 0;
  /* It is quiet, and open, where there is nothing to receive yet.  */
  if (http->fd >= 0
      && !(recv (http->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0
           && (errno == EAGAIN || errno == EWOULDBLOCK)))
    spartap_http_disconnect (http);
  return http->fd < 0 ? spartap_http_connect (http) : 0;
}

int
spartap_http_end (struct spartap_http *http)
{
  forget_response (http);
  int error = receive_response (http, false, true);
  if (error != 0)
    {
      spartap_http_disconnect (http);
      http->body_size = 0;
    }
  return error;
}

void
spartap_http_init (struct spartap_http *http, const char *endpoint)
{
  memset (http, 0, sizeof *http);
  http->fd = -1;
  http->endpoint = endpoint;
  http->stall_ms = SPARTAP_HTTP_STALL_MS;
}

int
spartap_http_exchange (struct spartap_http *http,
                       const struct spartap_http_request *request)
{
  bool used = http->fd >= 0;
  http->repeated = false;
  int error = attempt (http, request);
  if (error == SPARTAP_HTTP_ECLOSED && used)
    {
      spartap_http_disconnect (http);
      http->repeated = true;
      error = attempt (http, request);
    }
  if (error != 0)
    {
      spartap_http_disconnect (http);
      http->body_size = 0;
    }
  return error;
}

const char *
spartap_http_header (const struct spartap_http *http, const char *name)
{
  return spartap_http_head_find (&http->head, http->in.data, name);
}

void
spartap_http_free (struct spartap_http *http)
{
  spartap_http_disconnect (http);
  spartap_buffer_free (&http->in);
}

const char *
spartap_http_strerror (int error)
{
  switch (error)
    {
#define WORDS(name, number, words) case name: return words;
      SPARTAP_HTTP_ERRORS (WORDS)
    case SPARTAP_HTTP_OK: return "no error";
    default: return "unknown error";
    }
}
