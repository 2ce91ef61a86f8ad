/* event-check.c: whether all of the event is one JSON text (RFC 8259).

   Which brackets are open is one bit each, on the stack; no recursion.

   SPDX-License-Identifier: MIT  */

#include "utf8.h"
#include "value.h"

/* RFC 8259, section 9: an implementation may set limits.  */
#define DEPTH 131072

struct check
{
  const char *p, *end;
  size_t depth;
  uint64_t objects[DEPTH / 64]; /* bit I: bracket I opened an object */
};

static bool
object_p (const struct check *check)
{
  size_t i = check->depth - 1;
  return check->objects[i / 64] >> i % 64 & 1;
}

static void
blank (struct check *check)
{
  check->p = spartap_scan_blank (check->p, check->end);
}

/* Whether C is next; passes it.  */
static bool
take (struct check *check, char c)
{
  if (check->p == check->end || *check->p != c)
    return false;
  check->p++;
  return true;
}

/* An escape, behind its backslash.  */
static bool
escape_p (struct check *check)
{
  if (check->p == check->end)
    return false;
  switch (*check->p++)
    {
    case '"': case '\\': case '/':
    case 'b': case 'f': case 'n': case 'r': case 't':
      return true;
    case 'u':
      break;
    default:
      return false;
    }
  if (spartap_unit_at (check->p, check->end - check->p) < 0)
    return false;
  check->p += 4;
  return true;
}

/* A string, behind its quote.  */
static bool
string_p (struct check *check)
{
  for (;;)
    {
      check->p = spartap_scan_plain (check->p, check->end);
      if (take (check, '"'))
        return true;
      if (take (check, '\\'))
        {
          if (!escape_p (check))
            return false;
          continue;
        }
      size_t left = check->end - check->p;
      size_t size = left == 0 ? 0 : spartap_utf8_size (
        (const unsigned char *) check->p, left);
      if (size < 2)             /* the end, a control character, no UTF-8 */
        return false;
      check->p += size;
    }
}

static bool
scalar_p (struct check *check)
{
  if (take (check, '"'))
    return string_p (check);
  if (check->p == check->end)
    return false;
  char c = *check->p;
  check->p = c == 't' || c == 'f' || c == 'n'
               ? spartap_word_end (check->p, check->end)
               : spartap_number_end (check->p, check->end);
  return check->p != NULL;
}

/* A member's name and colon, where the innermost bracket is an object's.  */
static bool
name_p (struct check *check)
{
  blank (check);
  if (!object_p (check))
    return true;
  if (!take (check, '"') || !string_p (check))
    return false;
  blank (check);
  if (!take (check, ':'))
    return false;
  blank (check);
  return true;
}

static bool
open_bracket (struct check *check, bool object)
{
  if (check->depth == DEPTH)
    return false;
  size_t i = check->depth++;
  uint64_t bit = (uint64_t) 1 << i % 64;
  if (i % 64 == 0)
    check->objects[i / 64] = 0;         /* the array is not cleared before */
  if (object)
    check->objects[i / 64] |= bit;
  else
    check->objects[i / 64] &= ~bit;
  return true;
}

/* Behind a value: closes the brackets that end here, up to the next value.  */
static bool
close_brackets (struct check *check)
{
  while (check->depth > 0)
    {
      blank (check);
      if (take (check, ','))
        return name_p (check);
      if (!take (check, object_p (check) ? '}' : ']'))
        return false;
      check->depth--;
    }
  return true;
}

/* A value, up to where the next one begins or all are closed.  */
static bool
value_p (struct check *check)
{
  bool object = take (check, '{');
  if (!object && !take (check, '['))
    return scalar_p (check) && close_brackets (check);
  if (!open_bracket (check, object))
    return false;
  blank (check);
  if (!take (check, object ? '}' : ']'))
    return name_p (check);
  check->depth--;
  return close_brackets (check);
}

int
sparta_event_check (const sparta_event *event)
{
  struct check check;
  check.p = spartap_event_begin (event);
  check.end = event->data + event->size;
  check.depth = 0;
  do
    if (!value_p (&check))
      return SPARTA_EJSON;
  while (check.depth > 0);
  blank (&check);
  return check.p == check.end ? 0 : SPARTA_EJSON;
}
