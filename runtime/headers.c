/* headers.c: the headers of a response, see headers.h.

   SPDX-License-Identifier: MIT  */

#include "headers.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "json-text.h"

/* The value of the header whose name stands at AT; where the next begins.  */
static const char *
value_at (const struct spartap_buffer *headers, size_t at)
{
  const char *name = headers->data + at;
  return name + strlen (name) + 1;
}

static size_t
behind (const struct spartap_buffer *headers, size_t at)
{
  const char *value = value_at (headers, at);
  return value + strlen (value) + 1 - headers->data;
}

/* Where the first header NAME stands, or the end.  */
static size_t
find (const struct spartap_buffer *headers, const char *name)
{
  size_t at = 0;
  while (at < headers->size && strcasecmp (headers->data + at, name) != 0)
    at = behind (headers, at);
  return at;
}

/* Where the headers of the name at AT end.  */
static size_t
group_end (const struct spartap_buffer *headers, size_t at)
{
  const char *name = headers->data + at;
  while (at < headers->size && strcasecmp (headers->data + at, name) == 0)
    at = behind (headers, at);
  return at;
}

int
spartap_headers_add (struct spartap_buffer *headers, const char *name,
                     const char *value)
{
  size_t name_size = strlen (name) + 1, value_size = strlen (value) + 1;
  size_t size = name_size + value_size;
  int error = spartap_buffer_reserve (headers, size);
  if (error != 0)
    return error;
  size_t at = group_end (headers, find (headers, name));
  char *to = headers->data + at;
  memmove (to + size, to, headers->size - at);
  memcpy (to, name, name_size);
  memcpy (to + name_size, value, value_size);
  headers->size += size;
  headers->data[headers->size] = 0;
  return 0;
}

void
spartap_headers_remove (struct spartap_buffer *headers, const char *name)
{
  size_t at = find (headers, name), end = group_end (headers, at);
  if (at == end)
    return;
  memmove (headers->data + at, headers->data + end, headers->size - end);
  headers->size -= end - at;
  headers->data[headers->size] = 0;
}

int
spartap_headers_set (struct spartap_buffer *headers, const char *name,
                     const char *value)
{
  int error
    = spartap_buffer_reserve (headers, strlen (name) + strlen (value) + 2);
  if (error != 0)
    return error;
  spartap_headers_remove (headers, name);
  return spartap_headers_add (headers, name, value);
}

const char *
spartap_headers_get (const struct spartap_buffer *headers, const char *name)
{
  size_t at = find (headers, name);
  return at == headers->size ? NULL : value_at (headers, at);
}

size_t
spartap_headers_count (const struct spartap_buffer *headers, const char *name)
{
  size_t at = find (headers, name), end = group_end (headers, at), n = 0;
  for (; at < end; n++)
    at = behind (headers, at);
  return n;
}

/* Appends the values from AT to END as one JSON string.  */
static int
append_joined (struct spartap_buffer *out,
               const struct spartap_buffer *headers, size_t at, size_t end)
{
  bool cookie = strcasecmp (headers->data + at, "Set-Cookie") == 0;
  while (cookie && behind (headers, at) < end)
    at = behind (headers, at);
  int error = spartap_buffer_append_text (out, "\"");
  for (const char *between = ""; error == 0 && at < end; between = ", ")
    {
      const char *value = value_at (headers, at);
      error = spartap_buffer_append_text (out, between);
      if (error == 0)
        error = spartap_json_append_inside (out, value, strlen (value));
      at = behind (headers, at);
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "\"");
}

/* Appends the values from AT to END as a JSON array.  */
static int
append_listed (struct spartap_buffer *out,
               const struct spartap_buffer *headers, size_t at, size_t end)
{
  int error = spartap_buffer_append_text (out, "[");
  for (const char *between = ""; error == 0 && at < end; between = ",")
    {
      error = spartap_buffer_append_text (out, between);
      if (error == 0)
        error = spartap_json_append_text (out, value_at (headers, at));
      at = behind (headers, at);
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "]");
}

int
spartap_headers_append_json (struct spartap_buffer *out,
                             const struct spartap_buffer *headers,
                             enum spartap_headers_form form)
{
  int error = spartap_buffer_append_text (out, "{");
  for (size_t at = 0, end; error == 0 && at < headers->size; at = end)
    {
      end = group_end (headers, at);
      if (at > 0)
        error = spartap_buffer_append_text (out, ",");
      if (error == 0)
        error = spartap_json_append_text (out, headers->data + at);
      if (error == 0)
        error = spartap_buffer_append_text (out, ":");
      if (error == 0)
        error = form == SPARTAP_HEADERS_JOINED
                  ? append_joined (out, headers, at, end)
                  : append_listed (out, headers, at, end);
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "}");
}

int
spartap_headers_append_values (struct spartap_buffer *out,
                               const struct spartap_buffer *headers,
                               const char *name)
{
  size_t at = find (headers, name);
  return append_listed (out, headers, at, group_end (headers, at));
}
