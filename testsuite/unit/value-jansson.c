/* value-jansson.c: the event reader against a parser that others wrote, on
   texts made at random, whole and damaged.
   SPDX-License-Identifier: MIT  */

#include <jansson.h>
#include <string.h>

#include "unit.h"
#include "values.h"

/* Repeatable, and the same everywhere: 0 to N - 1.  */
static uint32_t
roll (uint32_t *seed, uint32_t n)
{
  *seed = *seed * 1664525 + 1013904223;
  return (*seed >> 8) % n;
}

static void
add_string (struct spartap_buffer *text, uint32_t *seed)
{
  static const char *const parts[] = {
    "a", "some words", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\u20AC",
    "\\ud83d\\ude00", "\\u0000", "\xC3\xA9", "\xE2\x82\xAC",
    "\xF0\x9F\x98\x80", "[{", "}]", ",", ":", "\x7f",
  };
  spartap_buffer_append_text (text, "\"");
  for (uint32_t n = roll (seed, 12); n > 0; n--)
    spartap_buffer_append_text (
      text, parts[roll (seed, sizeof parts / sizeof *parts)]);
  spartap_buffer_append_text (text, "\"");
}

static void
add_scalar (struct spartap_buffer *text, uint32_t *seed)
{
  static const char *const words[] = { "true", "false", "null" };
  uint32_t kind = roll (seed, 6);
  if (kind < 2)
    add_string (text, seed);
  else if (kind == 2)
    spartap_buffer_append_text (text, words[roll (seed, 3)]);
  else if (kind == 3)
    spartap_buffer_printf (text, "%d", (int) roll (seed, 2000) - 1000);
  else
    spartap_buffer_printf (text, "%s%u.%ue%d", kind == 4 ? "-" : "",
                           roll (seed, 1 << (2 * roll (seed, 12))),
                           roll (seed, 1 << 20), (int) roll (seed, 80) - 40);
}

static void
add_blanks (struct spartap_buffer *text, uint32_t *seed)
{
  static const char *const blanks[] = { "", "", "", " ", "\n\t", "   \r\n" };
  spartap_buffer_append_text (text, blanks[roll (seed, 6)]);
}

/* The names of an object differ: of two that are one, jansson has the last,
   which is ours to decide otherwise.  */
static void
add_value (struct spartap_buffer *text, uint32_t *seed, int depth)
{
  bool object = roll (seed, 2) == 0;
  if (depth == 0 || roll (seed, 4) == 0)
    {
      add_scalar (text, seed);
      return;
    }
  spartap_buffer_append_text (text, object ? "{" : "[");
  for (uint32_t i = 0, n = roll (seed, 7); i < n; i++)
    {
      spartap_buffer_append_text (text, i > 0 ? "," : "");
      add_blanks (text, seed);
      if (object)
        spartap_buffer_printf (text, "\"%s%u\":", i % 3 == 0 ? "\\u0061" : "n",
                               i);
      add_blanks (text, seed);
      add_value (text, seed, depth - 1);
      add_blanks (text, seed);
    }
  spartap_buffer_append_text (text, object ? "}" : "]");
}

static bool
same_scalar (const sparta_value *value, const json_t *wanted)
{
  const char *string;
  size_t size;
  int64_t integer;
  double number;
  bool boolean;
  switch (json_typeof (wanted))
    {
    case JSON_NULL:
      return sparta_value_kind (value) == SPARTA_NULL;
    case JSON_TRUE: case JSON_FALSE:
      return sparta_value_boolean (value, &boolean) == 0
             && boolean == json_is_true (wanted);
    case JSON_INTEGER:
      return sparta_value_integer (value, &integer) == 0
             && integer == json_integer_value (wanted);
    case JSON_REAL:
      return sparta_value_number (value, &number) == 0
             && number == json_real_value (wanted)
             && sparta_value_integer (value, &integer) == SPARTA_EKIND;
    case JSON_STRING:
      return sparta_value_string (value, &string, &size) == 0
             && size == json_string_length (wanted)
             && memcmp (string, json_string_value (wanted), size) == 0;
    default:
      return false;
    }
}

/* Whether VALUE is WANTED, as deep as the generator goes.  */
static bool
same (const sparta_value *value, json_t *wanted)
{
  sparta_iterator iterator;
  sparta_value item;
  size_t n = 0;
  if (sparta_value_iterate (value, &iterator) != 0)
    return same_scalar (value, wanted);
  for (; sparta_iterator_next (&iterator, &item) > 0; n++)
    {
      const char *name;
      json_t *part = json_array_get (wanted, n);
      if (sparta_iterator_key (&iterator, &name, NULL) == 0)
        part = json_object_get (wanted, name);
      if (part == NULL || !same (&item, part))
        return false;
    }
  return n == (json_is_array (wanted) ? json_array_size (wanted)
                                      : json_object_size (wanted));
}

static json_t *
load (const struct spartap_buffer *text, json_error_t *error)
{
  return json_loadb (text->data, text->size,
                     JSON_DECODE_ANY | JSON_ALLOW_NUL, error);
}

START_TEST (both_read_the_same)
{
  struct spartap_buffer text = { 0 };
  for (uint32_t i = 0, seed = 1; i < 1000; i++)
    {
      struct unit_event event;
      json_error_t error;
      spartap_buffer_clear (&text);
      add_value (&text, &seed, 6);
      unit_event_bytes (&event, text.data, text.size);
      json_t *wanted = load (&text, &error);
      if (wanted == NULL)
        ck_abort_msg ("jansson: %s: %s", error.text, text.data);
      sparta_value whole = unit_get (&event, "");
      if (sparta_event_check (&event.event) != 0 || !same (&whole, wanted))
        ck_abort_msg ("%s", text.data);
      json_decref (wanted);
      unit_event_end (&event);
    }
  spartap_buffer_free (&text);
}
END_TEST

/* A byte of each text becomes another one of it; so most are broken.  Half a
   pair of surrogates, and numbers beyond its own, jansson refuses.  */
START_TEST (both_refuse_the_same)
{
  struct spartap_buffer text = { 0 };
  int refused = 0;
  for (uint32_t i = 0, seed = 2; i < 5000; i++)
    {
      struct unit_event event;
      json_error_t error;
      spartap_buffer_clear (&text);
      add_value (&text, &seed, 3);
      text.data[roll (&seed, text.size)]
        = text.data[roll (&seed, text.size)];
      unit_event_bytes (&event, text.data, text.size);
      json_t *wanted = load (&text, &error);
      bool good = sparta_event_check (&event.event) == 0;
      bool ours = good && wanted == NULL
                  && (strstr (error.text, "Unicode '") != NULL
                      || strstr (error.text, "overflow") != NULL
                      || strstr (error.text, "too big") != NULL);
      if (good != (wanted != NULL) && !ours)
        ck_abort_msg ("%d, jansson: %s: %s", good, error.text, text.data);
      refused += !good;
      json_decref (wanted);
      unit_event_end (&event);
    }
  ck_assert_int_gt (refused, 1000);
  spartap_buffer_free (&text);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    both_read_the_same, both_refuse_the_same, NULL,
  };
  return unit_suite_of ("value-jansson", tests);
}
