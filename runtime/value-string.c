/* value-string.c: what strings stand for.

   A string without escapes, of ASCII, is one search for its end and one copy.
   Any other is unescaped piece by piece.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "utf8.h"
#include "value.h"

/* The most that one piece needs: a character of UTF-8.  */
#define PIECE 4

static int
digit_of (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int
spartap_unit_at (const char *p, size_t left)
{
  int unit = 0;
  if (left < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = digit_of (p[i]);
      if (digit < 0)
        return -1;
      unit = unit << 4 | digit;
    }
  return unit;
}

static size_t
encode (char *to, int c)
{
  if (c < 0x80)
    {
      to[0] = c;
      return 1;
    }
  if (c < 0x800)
    {
      to[0] = 0xC0 | c >> 6;
      to[1] = 0x80 | (c & 0x3F);
      return 2;
    }
  if (c < 0x10000)
    {
      to[0] = 0xE0 | c >> 12;
      to[1] = 0x80 | (c >> 6 & 0x3F);
      to[2] = 0x80 | (c & 0x3F);
      return 3;
    }
  to[0] = 0xF0 | c >> 18;
  to[1] = 0x80 | (c >> 12 & 0x3F);
  to[2] = 0x80 | (c >> 6 & 0x3F);
  to[3] = 0x80 | (c & 0x3F);
  return 4;
}

/* \uXXXX, P being behind the u: a surrogate takes its other half along, or is
   U+FFFD.  */
static int
unescape_unit (struct spartap_inside *inside, char *to)
{
  int c = spartap_unit_at (inside->p, inside->end - inside->p);
  if (c < 0)
    return SPARTA_EJSON;
  inside->p += 4;
  if (c < 0xD800 || c > 0xDFFF)
    return encode (to, c);
  size_t left = inside->end - inside->p;
  int low = c < 0xDC00 && left >= 6 && memcmp (inside->p, "\\u", 2) == 0
              ? spartap_unit_at (inside->p + 2, left - 2) : -1;
  if (low < 0xDC00 || low > 0xDFFF)
    return encode (to, 0xFFFD);
  inside->p += 6;
  return encode (to, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
}

/* P is at a backslash.  Returns the size of what is at TO.  */
static int
unescape_one (struct spartap_inside *inside, char *to)
{
  if (inside->end - inside->p < 2)
    return SPARTA_EJSON;
  char letter = inside->p[1];
  inside->p += 2;
  switch (letter)
    {
    case '"': case '\\': case '/': *to = letter; return 1;
    case 'b': *to = '\b'; return 1;
    case 'f': *to = '\f'; return 1;
    case 'n': *to = '\n'; return 1;
    case 'r': *to = '\r'; return 1;
    case 't': *to = '\t'; return 1;
    case 'u': return unescape_unit (inside, to);
    default: return SPARTA_EJSON;
    }
}

/* P is at any byte: takes one piece.  */
static int
unescape_piece (struct spartap_inside *inside, char *to)
{
  const unsigned char *p = (const unsigned char *) inside->p;
  if (*p == '\\')
    return unescape_one (inside, to);
  if (*p < 0x20)
    return SPARTA_EJSON;
  size_t size = spartap_utf8_size (p, inside->end - inside->p);
  inside->p += size > 0 ? size : 1;
  if (size == 0)
    {
      memcpy (to, SPARTAP_REPLACEMENT, SPARTAP_REPLACEMENT_SIZE);
      return SPARTAP_REPLACEMENT_SIZE;
    }
  memcpy (to, p, size);
  return size;
}

ptrdiff_t
spartap_unescape (struct spartap_inside *inside, char *to, size_t room)
{
  char *start = to, *limit = to + room;
  while (inside->p < inside->end && limit - to >= PIECE)
    {
      if (limit - to >= SPARTAP_STEP
          && inside->end - inside->p >= SPARTAP_STEP)
        {
          /* All of the step is copied, and what stands for itself stays.  */
          int n = spartap_special (inside->p);
          memcpy (to, inside->p, SPARTAP_STEP);
          inside->p += n;
          to += n;
          if (n == SPARTAP_STEP || limit - to < PIECE)
            continue;
        }
      int size = unescape_piece (inside, to);
      if (size < 0)
        return size;
      to += size;
    }
  return to - start;
}

/* The size of what the string stands for, or SPARTA_EJSON.  */
static ptrdiff_t
measure (struct spartap_inside inside)
{
  char part[256];
  ptrdiff_t size = 0;
  while (inside.p < inside.end)
    {
      ptrdiff_t n = spartap_unescape (&inside, part, sizeof part);
      if (n < 0)
        return n;
      size += n;
    }
  return size;
}

/* The next byte that a pointer's TEXT stands for.  */
static char
pointer_byte (const char **text)
{
  char c = *(*text)++;
  if (c != '~')
    return c;
  return *(*text)++ == '0' ? '~' : '/';
}

bool
spartap_inside_equal (const char *p, const char *end, const char *text,
                      size_t size, bool pointer)
{
  struct spartap_inside inside = { p, end };
  const char *text_end = text + size;
  char part[256];
  while (inside.p < inside.end)
    {
      ptrdiff_t n = spartap_unescape (&inside, part, sizeof part);
      if (n < 0)
        return false;
      for (ptrdiff_t i = 0; i < n; i++)
        if (text == text_end
            || part[i] != (pointer ? pointer_byte (&text) : *text++))
          return false;
    }
  return text == text_end;
}

/* Finds VALUE's inside; *PLAIN: it stands for itself.  Returns 0 or an
   error.  */
static int
find_inside (const sparta_value *value, struct spartap_inside *inside,
             bool *plain)
{
  int error = spartap_value_expect (value, SPARTA_STRING);
  if (error != 0)
    return error;
  const char *p = value->text + 1;
  const char *special = spartap_scan_plain (p, value->end);
  *plain = special < value->end && *special == '"';
  const char *end = *plain ? special
                           : spartap_scan_string (special, value->end);
  if (end == NULL)
    return SPARTA_EJSON;
  spartap_value_ends (value, end + 1);
  *inside = (struct spartap_inside) { p, end };
  return 0;
}

/* Unescapes INSIDE into memory of ARENA, where the string is *SIZE bytes.  */
static int
unescape_all (struct spartap_inside inside, struct spartap_arena *arena,
              char **string, size_t *size)
{
  struct spartap_inside whole = inside;
  /* Escapes only shrink; U+FFFD for a byte grows, which is rare.  */
  size_t room = inside.end - inside.p + PIECE;
  char *taken = spartap_arena_take (arena, room);
  if (taken == NULL)
    return SPARTA_ENOMEM;
  ptrdiff_t n = spartap_unescape (&inside, taken, room - 1);
  if (n >= 0 && inside.p < inside.end)
    {
      spartap_arena_trim (arena, taken, 0);
      n = measure (whole);
      if (n >= 0)
        {
          taken = spartap_arena_take (arena, n + PIECE + 1);
          if (taken == NULL)
            return SPARTA_ENOMEM;
          n = spartap_unescape (&whole, taken, n + PIECE);
        }
    }
  spartap_arena_trim (arena, taken, n < 0 ? 0 : n + 1);
  if (n < 0)
    return SPARTA_EJSON;
  *string = taken;
  *size = n;
  return 0;
}

int
sparta_value_string (const sparta_value *value, const char **string,
                     size_t *size)
{
  struct spartap_inside inside;
  char *taken;
  size_t n;
  bool plain;
  int error = find_inside (value, &inside, &plain);
  if (error != 0)
    return error;
  struct spartap_arena *arena = value->event->arena;
  if (plain)
    {
      n = inside.end - inside.p;
      taken = spartap_arena_take (arena, n + 1);
      if (taken == NULL)
        return SPARTA_ENOMEM;
      memcpy (taken, inside.p, n);
    }
  else
    {
      error = unescape_all (inside, arena, &taken, &n);
      if (error != 0)
        return error;
    }
  taken[n] = 0;
  *string = taken;
  if (size != NULL)
    *size = n;
  return 0;
}

int
sparta_value_copy (const sparta_value *value, char *buffer, size_t capacity,
                   size_t *size)
{
  struct spartap_inside inside;
  char part[256];
  size_t total = 0;
  bool plain;
  int error = find_inside (value, &inside, &plain);
  while (error == 0 && inside.p < inside.end)
    {
      ptrdiff_t n = spartap_unescape (&inside, part, sizeof part);
      if (n < 0)
        return n;
      if (total + n < capacity)
        memcpy (buffer + total, part, n);
      total += n;
    }
  if (error != 0)
    return error;
  if (size != NULL)
    *size = total;
  if (total >= capacity)
    return SPARTA_ESPACE;
  buffer[total] = 0;
  return 0;
}

bool
sparta_value_equal (const sparta_value *value, const char *text)
{
  struct spartap_inside inside;
  bool plain;
  if (text == NULL || find_inside (value, &inside, &plain) != 0)
    return false;
  size_t size = strlen (text);
  if (plain)
    return (size_t) (inside.end - inside.p) == size
           && memcmp (inside.p, text, size) == 0;
  return spartap_inside_equal (inside.p, inside.end, text, size, false);
}
