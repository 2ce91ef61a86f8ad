/* http-head.c: parses the head of a response, line by line, in place.

   Strict where a doubt would shift the border between two messages (two
   lengths, folded lines, NUL bytes), as RFC 9112 advises.

   SPDX-License-Identifier: MIT  */

#include "http-head.h"

#include <string.h>
#include <strings.h>

#include "decimal.h"
#include "http.h"

static bool
digit_p (char c)
{
  return c >= '0' && c <= '9';
}

static bool
blank_p (char c)
{
  return c == ' ' || c == '\t';
}

/* "HTTP/1.1 200 OK".  */
static int
parse_status (struct spartap_http_head *head, const char *line, size_t size)
{
  if (size < 12 || memcmp (line, "HTTP/1.", 7) != 0 || !digit_p (line[7])
      || line[8] != ' ' || line[9] == '0' || !digit_p (line[9])
      || !digit_p (line[10]) || !digit_p (line[11])
      || (size > 12 && line[12] != ' '))
    return SPARTAP_HTTP_EMALFORMED;
  head->status = (line[9] - '0') * 100 + (line[10] - '0') * 10
                 + (line[11] - '0');
  head->keep = line[7] != '0';
  return 0;
}

static int
parse_length (struct spartap_http_head *head, const char *value)
{
  int64_t length = spartap_decimal (value);
  if (length < 0 || (head->sized && head->length != (uint64_t) length))
    return SPARTAP_HTTP_EMALFORMED;
  head->sized = true;
  head->length = length;
  return 0;
}

/* Obeys the headers that delimit the message.  */
static int
obey (struct spartap_http_head *head, const char *name, size_t size,
      const char *value)
{
  if (size == 14 && strncasecmp (name, "Content-Length", size) == 0)
    return parse_length (head, value);
  if (size == 17 && strncasecmp (name, "Transfer-Encoding", size) == 0)
    {
      if (strcasecmp (value, "chunked") != 0)
        return SPARTAP_HTTP_EMALFORMED;
      head->chunked = true;
    }
  else if (size == 10 && strncasecmp (name, "Connection", size) == 0)
    {
      if (strcasecmp (value, "close") == 0)
        head->keep = false;
      else if (strcasecmp (value, "keep-alive") == 0)
        head->keep = true;
    }
  return 0;
}

/* One header: LINE, of SIZE bytes, stands at offset AT.  */
static int
parse_header (struct spartap_http_head *head, char *line, size_t size,
              size_t at)
{
  char *colon = memchr (line, ':', size);
  if (colon == NULL || colon == line || blank_p (line[0])
      || blank_p (colon[-1]) || memchr (line, 0, size) != NULL)
    return SPARTAP_HTTP_EMALFORMED;
  if (head->n_headers == SPARTAP_HTTP_HEADERS_MAX)
    return SPARTAP_HTTP_EHEAD;
  char *value = colon + 1, *end = line + size;
  while (value < end && blank_p (*value))
    value++;
  while (end > value && blank_p (end[-1]))
    end--;
  *end = 0;
  head->headers[head->n_headers++] = (struct spartap_http_slice) {
    .name = at, .name_size = colon - line, .value = at + (value - line)
  };
  return obey (head, line, colon - line, value);
}

/* The whole line of SIZE bytes at offset AT; an empty one ends the head.  */
static int
parse_line (struct spartap_http_head *head, char *line, size_t size,
            size_t at)
{
  if (at == 0)
    return parse_status (head, line, size);
  if (size > 0)
    return parse_header (head, line, size, at);
  head->complete = true;
  return 0;
}

int
spartap_http_head_parse (struct spartap_http_head *head, char *data,
                         size_t size)
{
  while (!head->complete)
    {
      size_t at = head->size;
      char *line = data + at;
      char *end = size > at ? memchr (line, '\n', size - at) : NULL;
      if ((end == NULL ? size : (size_t) (end - data)) > SPARTAP_HTTP_HEAD_MAX)
        return SPARTAP_HTTP_EHEAD;
      if (end == NULL)
        return 0;
      size_t length = end - line;
      if (length > 0 && end[-1] == '\r')
        length--;
      int error = parse_line (head, line, length, at);
      if (error != 0)
        return error;
      head->size = end + 1 - data;
    }
  return 1;
}

const char *
spartap_http_head_find (const struct spartap_http_head *head,
                        const char *data, const char *name)
{
  size_t size = strlen (name);
  for (unsigned i = 0; i < head->n_headers; i++)
    {
      const struct spartap_http_slice *header = &head->headers[i];
      if (header->name_size == size
          && strncasecmp (data + header->name, name, size) == 0)
        return data + header->value;
    }
  return NULL;
}
