/* proxy-header.c: the headers of an HTTP event, and the cookies in them.

   Payload version 2.0 joins headers of one name and takes the cookies out; 1.0
   and load balancers have multiValueHeaders beside or in place of headers.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "internal.h"
#include "proxy.h"
#include "records.h"

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Whether the SIZE bytes at TEXT are NAME, in any case.  */
static bool
same_p (const char *text, size_t size, const char *name)
{
  for (size_t i = 0; i < size; i++)
    if (name[i] == 0 || lower (text[i]) != lower (name[i]))
      return false;
  return name[size] == 0;
}

/* Whether KEY, a string, is NAME, in any case.  */
static bool
named_p (const sparta_value *key, const char *name)
{
  size_t size;
  const char *text = sparta_value_data (key, &size);
  if (text == NULL)
    return false;
  if (memchr (text, '\\', size) == NULL)
    return same_p (text + 1, size - 2, name);
  char *taken = spartap_request_take (key, &size);
  if (taken == NULL)
    return false;
  bool same = same_p (taken, size, name);
  spartap_arena_trim (key->event->arena, taken, 0);
  return same;
}

static bool
cookie_p (const char *name)
{
  return same_p ("cookie", 6, name);
}

static const sparta_value *
headers (const struct spartap_request *request)
{
  bool multi = request->source != SPARTA_HTTP_V2
               && request->multi_headers.text != NULL;
  return multi ? &request->multi_headers : &request->headers;
}

/* The values of one header.  */
struct lookup
{
  const char *name;
  struct spartap_pairs pairs;
  sparta_iterator cookies;
  bool in_cookies;              /* they are cookies' items */
};

/* Begins the lookup of NAME; of Cookie in the array of cookies, if there is
   one.  */
static void
begin (struct lookup *lookup, const struct spartap_request *request,
       const char *name)
{
  const sparta_value *cookies = &request->cookies;
  lookup->name = name;
  lookup->in_cookies
    = request->source == SPARTA_HTTP_V2 && cookies->text != NULL
      && sparta_value_kind (cookies) == SPARTA_ARRAY && cookie_p (name)
      && sparta_value_iterate (cookies, &lookup->cookies) == 0;
  if (!lookup->in_cookies)
    spartap_pairs_begin (&lookup->pairs, headers (request));
}

static bool
next (struct lookup *lookup, sparta_value *value)
{
  sparta_value key;
  if (!lookup->in_cookies)
    {
      while (spartap_pairs_next (&lookup->pairs, &key, value) > 0)
        if (named_p (&key, lookup->name))
          return true;
      return false;
    }
  while (sparta_iterator_next (&lookup->cookies, value) > 0)
    if (sparta_value_kind (value) == SPARTA_STRING)
      return true;
  return false;
}

/* What stands between values of the header NAME: RFC 9110, 5.3; RFC 9113,
   8.2.3.  */
static const char *
separator (const char *name)
{
  return cookie_p (name) ? "; " : ", ";
}

/* Room for all values of NAME, joined; 0: it has none.  */
static size_t
measure (const struct spartap_request *request, const char *name)
{
  struct lookup lookup;
  sparta_value value;
  size_t room = 0;
  begin (&lookup, request, name);
  while (next (&lookup, &value))
    room += spartap_request_measure (&value) + strlen (", ");
  return room;
}

const char *
sparta_http_header (const sparta_event *event, const char *name)
{
  const struct spartap_request *request = spartap_request (event);
  struct lookup lookup;
  sparta_value value;
  if (request->source == SPARTA_HTTP_NONE || name == NULL)
    return NULL;
  size_t room = measure (request, name), size = 0, n;
  char *out = room == 0 ? NULL : spartap_arena_take (event->arena, room);
  if (out == NULL)
    return NULL;
  const char *between = "";
  begin (&lookup, request, name);
  while (next (&lookup, &value))
    {
      size_t start = size + strlen (between);
      if (sparta_value_copy (&value, out + start, room - start, &n) != 0)
        continue;
      memcpy (out + size, between, start - size);
      size = start + n;
      between = separator (name);
    }
  if (*between != 0)
    return spartap_request_keep (event, out, size);
  spartap_arena_trim (event->arena, out, 0);
  return NULL;
}

const char *
sparta_http_header_at (const sparta_event *event, const char *name, size_t i)
{
  const struct spartap_request *request = spartap_request (event);
  struct lookup lookup;
  sparta_value value;
  if (request->source == SPARTA_HTTP_NONE || name == NULL)
    return NULL;
  begin (&lookup, request, name);
  while (next (&lookup, &value))
    if (i-- == 0)
      return spartap_value_text (&value, NULL);
  return NULL;
}

/* Behind the headers: the cookies that stand apart from them.  */
#define COOKIES SIZE_MAX

static int
next_cookies (const sparta_event *event, sparta_http_position *position,
              const char **name, const char **value)
{
  const struct spartap_request *request = spartap_request (event);
  struct lookup lookup;
  sparta_value found;
  begin (&lookup, request, "cookie");
  if (!lookup.in_cookies || !next (&lookup, &found))
    return 0;
  lookup.in_cookies = false;
  spartap_pairs_begin (&lookup.pairs, headers (request));
  if (next (&lookup, &found))
    return 0;                   /* they came already */
  position->next = COOKIES;
  *name = "cookie";
  *value = sparta_http_header (event, "cookie");
  return *value == NULL ? SPARTA_ENOMEM : 1;
}

int
sparta_http_header_next (const sparta_event *event,
                         sparta_http_position *position, const char **name,
                         const char **value)
{
  struct spartap_request *request = spartap_request (event);
  struct spartap_pairs *pairs = &request->header_pairs;
  sparta_value key, found;
  if (request->source == SPARTA_HTTP_NONE || position->next == COOKIES
      || !spartap_pairs_seek (pairs, headers (request), position->next))
    return 0;
  int more = spartap_pairs_next (pairs, &key, &found);
  if (more == 0)
    return next_cookies (event, position, name, value);
  if (more < 0)
    return more;
  position->next = pairs->given;
  *name = spartap_value_text (&key, NULL);
  *value = spartap_value_text (&found, NULL);
  return *name == NULL || *value == NULL ? SPARTA_ENOMEM : 1;
}

/* The value of the cookie NAME in TEXT, "a=b; c=d" (RFC 6265, 4.2.1), and its
   size; NULL: it has none.  */
static const char *
find_cookie (const char *text, const char *name, size_t *size)
{
  size_t name_size = strlen (name);
  while (*text != 0)
    {
      text += strspn (text, " \t;");
      size_t n = strcspn (text, ";");
      const char *end = text + n;
      if (n > name_size && memcmp (text, name, name_size) == 0
          && text[name_size] == '=')
        {
          text += name_size + 1;
          while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
          *size = end - text;
          return text;
        }
      text = end;
    }
  return NULL;
}

const char *
sparta_http_cookie (const sparta_event *event, const char *name)
{
  const struct spartap_request *request = spartap_request (event);
  struct lookup lookup;
  sparta_value value;
  if (request->source == SPARTA_HTTP_NONE || name == NULL || *name == 0)
    return NULL;
  begin (&lookup, request, "cookie");
  while (next (&lookup, &value))
    {
      size_t size;
      char *taken = spartap_request_take (&value, &size);
      const char *found
        = taken == NULL ? NULL : find_cookie (taken, name, &size);
      if (found != NULL)
        {
          memmove (taken, found, size);
          return spartap_request_keep (event, taken, size);
        }
      if (taken != NULL)
        spartap_arena_trim (event->arena, taken, 0);
    }
  return NULL;
}
