/* http-fuzz.c: any bytes as what the Runtime API responds.  What is taken for
   a response is within the bytes, and is the same whether they come at once or
   one by one.

   SPDX-License-Identifier: MIT  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http.h"

/* The kernel keeps that many packets of a byte.  */
#define PACKETS_MAX 200

static void
require (bool right)
{
  if (!right)
    abort ();
}

/* A socket that has the SIZE bytes of DATA to receive, and its end.  */
static int
make_socket (int type, const uint8_t *data, size_t size)
{
  int ends[2];
  size_t step = type == SOCK_STREAM ? size : 1;
  require (socketpair (AF_UNIX, type, 0, ends) == 0);
  for (size_t at = 0; at < size; at += step)
    require (send (ends[1], data + at, step, MSG_DONTWAIT)
             == (ssize_t) step);
  shutdown (ends[1], SHUT_WR);
  close (ends[1]);
  return ends[0];
}

/* Receives the response that DATA may be; returns the error.  */
static int
receive (struct spartap_http *http, int type, const uint8_t *data, size_t size)
{
  static const char *const names[]
    = { "Lambda-Runtime-Aws-Request-Id", "Lambda-Runtime-Deadline-Ms",
        "Lambda-Runtime-Invoked-Function-Arn", "Lambda-Runtime-Trace-Id" };
  spartap_http_init (http, "127.0.0.1:9");
  http->fd = make_socket (type, data, size);
  int error = spartap_http_end (http);
  if (!http->head.complete)
    return error;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *value = spartap_http_header (http, names[i]);
      require (value == NULL || strlen (value) < size);
    }
  return error;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct spartap_http whole, bytes;
  if (size > 1 << 16)
    return 0;
  int error = receive (&whole, SOCK_STREAM, data, size);
  if (error == 0)
    require (whole.head.status >= 200 && whole.head.status <= 999
             && whole.body_size < size && whole.body[whole.body_size] == 0);
  if (size <= PACKETS_MAX)
    {
      require (receive (&bytes, SOCK_SEQPACKET, data, size) == error);
      if (error == 0)
        require (bytes.head.status == whole.head.status
                 && bytes.body_size == whole.body_size
                 && memcmp (bytes.body, whole.body, whole.body_size) == 0);
      spartap_http_free (&bytes);
    }
  spartap_http_free (&whole);
  return 0;
}
