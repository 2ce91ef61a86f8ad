/* value.c: values where they stand in the event.

   SPDX-License-Identifier: MIT  */

#include "value.h"

#include <string.h>

/* The kind of the value that begins with C; -1: none does.  */
static int
kind_of (char c)
{
  switch (c)
    {
    case '{': return SPARTA_OBJECT;
    case '[': return SPARTA_ARRAY;
    case '"': return SPARTA_STRING;
    case 't': case 'f': return SPARTA_BOOLEAN;
    case 'n': return SPARTA_NULL;
    case '-': return SPARTA_NUMBER;
    default: return c >= '0' && c <= '9' ? SPARTA_NUMBER : -1;
    }
}

const char *
spartap_word_end (const char *p, const char *end)
{
  const char *word = *p == 't' ? "true" : *p == 'f' ? "false" : "null";
  size_t size = *p == 'f' ? 5 : 4;
  if ((size_t) (end - p) < size || memcmp (p, word, size) != 0)
    return NULL;
  p += size;
  return p == end || spartap_scan_delimiter_p (*p) ? p : NULL;
}

int
spartap_value_begin (const sparta_event *event, const char *p, const char *end,
                     sparta_value *value)
{
  int kind = p == end ? -1 : kind_of (*p);
  *value = (sparta_value) { 0 };
  if (kind < 0)
    return SPARTA_EJSON;
  if ((kind == SPARTA_BOOLEAN || kind == SPARTA_NULL)
      && spartap_word_end (p, end) == NULL)
    return SPARTA_EJSON;
  *value = (sparta_value) { event, p, end };
  return 0;
}

void
spartap_value_ends (const sparta_value *value, const char *end)
{
  /* An event is used by one thread at a time, and is never a constant.  */
  sparta_event *event = (sparta_event *) value->event;
  event->passed.text = value->text;
  event->passed.end = end;
}

const char *
spartap_value_end (const sparta_value *value)
{
  const struct spartap_passed *passed = &value->event->passed;
  if (value->text == passed->text && passed->end <= value->end)
    return passed->end;
  return spartap_scan_value (value->text, value->end);
}

int
spartap_value_expect (const sparta_value *value, sparta_kind kind)
{
  if (value->text == NULL)
    return SPARTA_ENOENT;
  return sparta_value_kind (value) == kind ? 0 : SPARTA_EKIND;
}

sparta_kind
sparta_value_kind (const sparta_value *value)
{
  return value->text == NULL ? SPARTA_NULL : kind_of (*value->text);
}

const char *
sparta_value_data (const sparta_value *value, size_t *size)
{
  const char *end = NULL;
  if (value->text != NULL && sparta_value_kind (value) == SPARTA_NUMBER)
    end = spartap_number_end (value->text, value->end);
  else if (value->text != NULL)
    end = spartap_value_end (value);
  if (end != NULL)
    spartap_value_ends (value, end);
  if (size != NULL)
    *size = end == NULL ? 0 : end - value->text;
  return end == NULL ? NULL : value->text;
}

int
sparta_value_boolean (const sparta_value *value, bool *boolean)
{
  int error = spartap_value_expect (value, SPARTA_BOOLEAN);
  if (error == 0)
    *boolean = *value->text == 't';
  return error;
}
