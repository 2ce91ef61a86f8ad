/* proxy-query.c: the query of an HTTP event.

   Payload version 2.0 has the query as it came, encoded and whole.  1.0 has
   its parameters, decoded; a load balancer has them too, but as they came,
   encoded.  With several values each has a member multiValue.. beside the one
   that has the last value of each name, or in its place.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "internal.h"
#include "percent.h"
#include "proxy.h"

/* Whether the query is given as it came.  */
static bool
raw_p (const struct spartap_request *request)
{
  return request->source == SPARTA_HTTP_V2 && request->raw_query.text != NULL;
}

/* The object that has the parameters.  */
static const sparta_value *
parameters (const struct spartap_request *request)
{
  bool multi = request->source != SPARTA_HTTP_V2
               && request->multi_query.text != NULL;
  return multi ? &request->multi_query : &request->query;
}

static bool
unreserved_p (unsigned char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
         || (c >= '0' && c <= '9') || strchr ("-._~", c) != NULL;
}

/* Percent-encodes the SIZE bytes at TEXT in place, where there is room for
   three times as many; returns how many there are then.  */
static size_t
encode (char *text, size_t size)
{
  static const char digits[] = "0123456789ABCDEF";
  size_t encoded = size;
  for (size_t i = 0; i < size; i++)
    encoded += text[i] != 0 && unreserved_p (text[i]) ? 0 : 2;
  char *to = text + encoded;
  while (size > 0)
    {
      unsigned char c = text[--size];
      if (c != 0 && unreserved_p (c))
        *--to = c;
      else
        {
          to -= 3;
          to[0] = '%';
          to[1] = digits[c >> 4];
          to[2] = digits[c & 15];
        }
    }
  return encoded;
}

/* Appends VALUE's string to the SIZE bytes at OUT, where there are ROOM, more
   than enough; encoded where it is not yet.  */
static int
append (char *out, size_t *size, size_t room, const sparta_value *value,
        bool encoded)
{
  size_t n;
  int error = sparta_value_copy (value, out + *size, room - *size, &n);
  if (error == 0)
    *size += encoded ? n : encode (out + *size, n);
  return error;
}

/* How much room the query of the parameters in OBJECT needs at most.  */
static size_t
measure (const sparta_value *object)
{
  struct spartap_pairs pairs;
  sparta_value name, value;
  size_t room = 1;
  spartap_pairs_begin (&pairs, object);
  while (spartap_pairs_next (&pairs, &name, &value) > 0)
    room += 3 * spartap_request_measure (&name) + strlen ("=&")
            + 3 * spartap_request_measure (&value);
  return room;
}

/* The query string that the parameters in OBJECT came from, as far as they
   tell.  */
static const char *
make_query_string (const sparta_event *event, const sparta_value *object,
                   bool encoded)
{
  struct spartap_pairs pairs;
  sparta_value name, value;
  size_t room = measure (object), size = 0;
  char *out = spartap_arena_take (event->arena, room);
  if (out == NULL)
    return NULL;
  spartap_pairs_begin (&pairs, object);
  while (spartap_pairs_next (&pairs, &name, &value) > 0)
    {
      size_t before = size;
      if (size > 0)
        out[size++] = '&';
      int error = append (out, &size, room, &name, encoded);
      out[size++] = '=';
      if (error == 0)
        error = append (out, &size, room, &value, encoded);
      if (error != 0)
        size = before;
    }
  return spartap_request_keep (event, out, size);
}

const char *
sparta_http_query_string (const sparta_event *event)
{
  struct spartap_request *request = spartap_request (event);
  if (request->source == SPARTA_HTTP_NONE || request->query_string != NULL)
    return request->query_string;
  if (!raw_p (request))
    request->query_string
      = make_query_string (event, parameters (request),
                           request->source == SPARTA_HTTP_ALB);
  else
    {
      size_t size;
      char *taken = spartap_request_take (&request->raw_query, &size);
      if (taken != NULL)
        request->query_string = spartap_request_keep (event, taken, size);
    }
  return request->query_string;
}

/* A parameter of a raw query.  */
struct part
{
  const char *name, *value;
  size_t name_size, value_size;
};

/* The part at *TEXT, which moves behind it; false: there is none.  */
static bool
next_part (const char **text, struct part *part)
{
  const char *p = *text + strspn (*text, "&");
  if (*p == 0)
    return false;
  size_t size = strcspn (p, "&");
  const char *equals = memchr (p, '=', size);
  part->name = p;
  part->name_size = equals == NULL ? size : (size_t) (equals - p);
  part->value = equals == NULL ? p + size : equals + 1;
  part->value_size = p + size - part->value;
  *text = p + size;
  return true;
}

/* Whether the SIZE bytes at TEXT are NAME when they are decoded, for which
   they are copied.  */
static bool
decoded_equal_p (const sparta_event *event, const char *text, size_t size,
                 const char *name)
{
  size_t wanted = strlen (name);
  if (size < wanted)
    return false;
  if (memchr (text, '%', size) == NULL && memchr (text, '+', size) == NULL)
    return size == wanted && memcmp (text, name, size) == 0;
  char *copy = spartap_arena_take (event->arena, size);
  if (copy == NULL)
    return false;
  size_t decoded = spartap_percent_decode (copy, text, size, true);
  bool equal = decoded == wanted && memcmp (copy, name, wanted) == 0;
  spartap_arena_trim (event->arena, copy, 0);
  return equal;
}

static const char *
decoded (const sparta_event *event, const char *text, size_t size)
{
  char *taken = spartap_arena_take (event->arena, size + 1);
  if (taken == NULL)
    return NULL;
  size = spartap_percent_decode (taken, text, size, true);
  return spartap_request_keep (event, taken, size);
}

/* The Ith value of NAME in the raw query.  */
static const char *
raw_query_at (const sparta_event *event, const char *name, size_t i)
{
  const char *text = sparta_http_query_string (event);
  struct part part;
  while (text != NULL && next_part (&text, &part))
    if (decoded_equal_p (event, part.name, part.name_size, name) && i-- == 0)
      return decoded (event, part.value, part.value_size);
  return NULL;
}

/* VALUE's string, decoded where it is ENCODED.  */
static const char *
string (const sparta_event *event, const sparta_value *value, bool encoded)
{
  size_t size;
  char *taken = spartap_request_take (value, &size);
  if (taken == NULL)
    return NULL;
  if (encoded)
    size = spartap_percent_decode (taken, taken, size, true);
  return spartap_request_keep (event, taken, size);
}

/* Whether the parameter KEY is NAME.  */
static bool
named_p (const sparta_event *event, const sparta_value *key, bool encoded,
         const char *name)
{
  if (!encoded)
    return sparta_value_equal (key, name);
  size_t size;
  char *taken = spartap_request_take (key, &size);
  if (taken == NULL)
    return false;
  size = spartap_percent_decode (taken, taken, size, true);
  bool equal = size == strlen (name) && memcmp (taken, name, size) == 0;
  spartap_arena_trim (event->arena, taken, 0);
  return equal;
}

const char *
sparta_http_query_at (const sparta_event *event, const char *name, size_t i)
{
  const struct spartap_request *request = spartap_request (event);
  bool encoded = request->source == SPARTA_HTTP_ALB;
  struct spartap_pairs pairs;
  sparta_value key, value;
  if (request->source == SPARTA_HTTP_NONE || name == NULL)
    return NULL;
  if (raw_p (request))
    return raw_query_at (event, name, i);
  spartap_pairs_begin (&pairs, parameters (request));
  while (spartap_pairs_next (&pairs, &key, &value) > 0)
    if (named_p (event, &key, encoded, name) && i-- == 0)
      return string (event, &value, encoded);
  return NULL;
}

const char *
sparta_http_query (const sparta_event *event, const char *name)
{
  return sparta_http_query_at (event, name, 0);
}

/* The next part of the raw query; POSITION is where it stands there.  */
static int
raw_query_next (const sparta_event *event, sparta_http_position *position,
                const char **name, const char **value)
{
  const char *query = sparta_http_query_string (event), *text = query;
  struct part part;
  if (query == NULL)
    return SPARTA_ENOMEM;
  text += position->next;
  if (!next_part (&text, &part))
    return 0;
  position->next = text - query;
  *name = decoded (event, part.name, part.name_size);
  *value = decoded (event, part.value, part.value_size);
  return *name == NULL || *value == NULL ? SPARTA_ENOMEM : 1;
}

int
sparta_http_query_next (const sparta_event *event,
                        sparta_http_position *position, const char **name,
                        const char **value)
{
  struct spartap_request *request = spartap_request (event);
  bool encoded = request->source == SPARTA_HTTP_ALB;
  const sparta_value *object = parameters (request);
  sparta_value key, found;
  if (request->source == SPARTA_HTTP_NONE)
    return 0;
  if (raw_p (request))
    return raw_query_next (event, position, name, value);
  if (!spartap_pairs_seek (&request->query_pairs, object, position->next))
    return 0;
  int more = spartap_pairs_next (&request->query_pairs, &key, &found);
  if (more <= 0)
    return more;
  position->next = request->query_pairs.given;
  *name = string (event, &key, encoded);
  *value = string (event, &found, encoded);
  return *name == NULL || *value == NULL ? SPARTA_ENOMEM : 1;
}
