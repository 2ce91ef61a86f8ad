/* http-body.c: the body of a response, received in place behind its head: of
   a known length, chunked, or up to the end of the connection.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <string.h>

#include "http.h"

/* What is asked for at once where the length is not known.  */
#define PIECE 16384

/* Receives until http->in holds SIZE bytes.  */
static int
receive_until (struct spartap_http *http, size_t size)
{
  int error = 0;
  if (size - http->head.size > SPARTAP_HTTP_BODY_MAX)
    return SPARTAP_HTTP_EBODY;
  while (error == 0 && http->in.size < size)
    error = spartap_http_receive (http, size - http->in.size, MSG_WAITALL,
                                  false);
  return error;
}

static int
receive_sized (struct spartap_http *http)
{
  size_t head = http->head.size;
  if (http->head.length > SPARTAP_HTTP_BODY_MAX)
    return SPARTAP_HTTP_EBODY;
  http->body_size = http->head.length;
  int error = receive_until (http, head + http->body_size);
  /* More than was promised is nobody's message.  */
  if (http->in.size > head + http->body_size)
    http->head.keep = false;
  return error;
}

static int
receive_to_end (struct spartap_http *http)
{
  int error;
  do
    error = http->in.size - http->head.size > SPARTAP_HTTP_BODY_MAX
              ? SPARTAP_HTTP_EBODY
              : spartap_http_receive (http, PIECE, 0, false);
  while (error == 0);
  if (error != SPARTAP_HTTP_ETRUNCATED || http->system_error != 0)
    return error;
  http->head.keep = false;
  http->body_size = http->in.size - http->head.size;
  return 0;
}

/* Finds the line at offset AT; *NEXT is the offset behind its end.  */
static int
receive_line (struct spartap_http *http, size_t at, size_t *next)
{
  for (;;)
    {
      const char *line = http->in.data + at;
      size_t size = http->in.size - at;
      const char *end = size > 0 ? memchr (line, '\n', size) : NULL;
      if (end != NULL)
        {
          *next = end + 1 - http->in.data;
          return 0;
        }
      if (size > SPARTAP_HTTP_HEAD_MAX)
        return SPARTAP_HTTP_EHEAD;
      int error = spartap_http_receive (http, PIECE, 0, false);
      if (error != 0)
        return error;
    }
}

static int
hex_digit (char c)
{
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/* The size in a chunk's first LINE, "1a2b" or "1a2b;extension".  */
static int
parse_size (const char *line, size_t *size)
{
  const char *start = line;
  *size = 0;
  for (; hex_digit (*line) >= 0; line++)
    {
      if (*size > SPARTAP_HTTP_BODY_MAX)
        return SPARTAP_HTTP_EBODY;
      *size = *size * 16 + hex_digit (*line);
    }
  if (line == start || strchr ("; \t\r\n", *line) == NULL || *line == 0)
    return SPARTAP_HTTP_EMALFORMED;
  return 0;
}

/* Receives the chunk at *AT, moves its data to the end of the body, and *AT
   behind it.  Returns 1 after a chunk, 0 after the last, or an error.  */
static int
receive_chunk (struct spartap_http *http, size_t *at)
{
  size_t data, size;
  int error = receive_line (http, *at, &data);
  if (error == 0)
    error = parse_size (http->in.data + *at, &size);
  if (error != 0)
    return error;
  *at = data;
  if (size == 0)
    return 0;
  error = receive_until (http, data + size);
  if (error == 0)
    error = receive_line (http, data + size, at);
  if (error != 0)
    return error;
  if (*at - (data + size) > 2)
    return SPARTAP_HTTP_EMALFORMED;
  memmove (http->in.data + http->head.size + http->body_size,
           http->in.data + data, size);
  http->body_size += size;
  return 1;
}

static int
receive_chunked (struct spartap_http *http)
{
  size_t at = http->head.size, next, trailers;
  int more;
  do
    more = receive_chunk (http, &at);
  while (more > 0);
  if (more < 0)
    return more;
  trailers = at;
  for (;; at = next)
    {
      int error = receive_line (http, at, &next);
      if (error != 0)
        return error;
      if (next - at <= 2)
        break;                          /* the empty line */
      if (next - trailers > SPARTAP_HTTP_HEAD_MAX)
        return SPARTAP_HTTP_EHEAD;
    }
  if (next < http->in.size)
    http->head.keep = false;
  return 0;
}

int
spartap_http_receive_body (struct spartap_http *http)
{
  int status = http->head.status, error = 0;
  /* These two never have one, whatever their head says.  */
  if (status == 204 || status == 304)
    http->head.keep = http->head.keep && http->in.size == http->head.size;
  else if (http->head.chunked)
    error = receive_chunked (http);
  else if (http->head.sized)
    error = receive_sized (http);
  else
    error = receive_to_end (http);
  if (error == 0 && spartap_buffer_reserve (&http->in, 0) != 0)
    error = SPARTAP_HTTP_ENOMEM;
  if (error != 0)
    return error;
  http->body = http->in.data + http->head.size;
  http->body[http->body_size] = 0;
  return 0;
}
