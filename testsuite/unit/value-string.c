/* value-string.c: strings, and what stands in for what is none.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "values.h"

#define FFFD "\xEF\xBF\xBD"

static const struct
{
  const char *text, *string;
} strings[] = {
  { "", "" },
  { "a", "a" },
  { "a string of exactly 31 bytes ..", "a string of exactly 31 bytes .." },
  { "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t" },
  { "\\u0041\\u00e9\\u20AC\\uFFFF", "A\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBF" },
  { "\\uD834\\uDD1e", "\xF0\x9D\x84\x9E" },
  { "\\uDBFF\\uDFFF", "\xF4\x8F\xBF\xBF" },
  { "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
    "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80" },
  { "\x7f", "\x7f" },
  /* Surrogates without their other half.  */
  { "\\ud800", FFFD },
  { "\\udc00", FFFD },
  { "\\ud800x", FFFD "x" },
  { "\\ud800\\n", FFFD "\n" },
  { "\\ud800\\u0041", FFFD "A" },
  { "\\ud800\\ud800\\udc00", FFFD "\xF0\x90\x80\x80" },
  { "\\udc00\\ud800", FFFD FFFD },
  /* Bytes that are no UTF-8, one by one.  */
  { "\xff", FFFD },
  { "a\xC3", "a" FFFD },
  { "\xC0\xAF", FFFD FFFD },
  { "\xED\xA0\x80", FFFD FFFD FFFD },
  { "\xE2\x82x", FFFD FFFD "x" },
  { "\xF5\x80\x80\x80", FFFD FFFD FFFD FFFD },
  { "0123456789\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" "end",
    "0123456789" FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "end" },
};

/* TEXT in quotes, as an event; beside it the quote must be found.  */
static void
begin_string (struct unit_event *event, const char *text, size_t size)
{
  char *quoted = malloc (size + 2);
  ck_assert_ptr_nonnull (quoted);
  quoted[0] = quoted[size + 1] = '"';
  memcpy (quoted + 1, text, size);
  unit_event_bytes (event, quoted, size + 2);
  free (quoted);
}

START_TEST (strings_are_unescaped)
{
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    {
      struct unit_event event;
      begin_string (&event, strings[i].text, strlen (strings[i].text));
      sparta_value value = unit_get (&event, "");
      unit_string_is (&value, strings[i].string, strlen (strings[i].string));
      ck_assert (!sparta_value_equal (&value, "something else"));
      ck_assert (!sparta_value_equal (&value, NULL));
      unit_event_end (&event);
    }
}
END_TEST

START_TEST (a_nul_byte_is_a_byte)
{
  struct unit_event event;
  unit_event_begin (&event, "\"a\\u0000b\"");
  sparta_value value = unit_get (&event, "");
  unit_string_is (&value, "a\0b", 3);
  ck_assert (!sparta_value_equal (&value, "a"));
  unit_event_end (&event);
}
END_TEST

START_TEST (what_is_no_string)
{
  static const char *const texts[] = {
    "\\", "\\x", "\\u", "\\u1", "\\u12", "\\u123", "\\u123g", "\\U0041",
    "\\u 123", "\\u+123", "\\ud800\\u", "\\ud800\\uzzzz", "\\ud800\\q",
    "\x01", "\n", "\t", "a string of many bytes and then \x1f", "\\u00\"00",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    {
      struct unit_event event;
      const char *string;
      char copy[100];
      begin_string (&event, texts[i], strlen (texts[i]));
      sparta_value value = unit_get (&event, "");
      ck_assert_msg (sparta_value_string (&value, &string, NULL)
                     == SPARTA_EJSON, "%s", texts[i]);
      ck_assert_int_eq (sparta_value_copy (&value, copy, sizeof copy, NULL),
                        SPARTA_EJSON);
      ck_assert (!sparta_value_equal (&value, texts[i]));
      unit_event_end (&event);
    }
}
END_TEST

/* Each length and place of an escape, and of what grows.  */
START_TEST (every_length)
{
  static const char *const parts[] = { "", "\\n", "\xC3\xA9", "\xff" };
  static const char *const wholes[] = { "", "\n", "\xC3\xA9", FFFD };
  char text[200], string[200];
  for (int part = 0; part < 4; part++)
    for (int before = 0; before < 40; before++)
      for (int after = 0; after < 40; after++)
        {
          struct unit_event event;
          sprintf (text, "%.*s%s%.*s", before, "0123456789012345678901234567"
                   "890123456789", parts[part], after, "abcdefghijabcdefghij"
                   "abcdefghijabcdefghij");
          sprintf (string, "%.*s%s%.*s", before, "01234567890123456789012345"
                   "67890123456789", wholes[part], after, "abcdefghijabcdef"
                   "ghijabcdefghijabcdefghij");
          begin_string (&event, text, strlen (text));
          sparta_value value = unit_get (&event, "");
          unit_string_is (&value, string, strlen (string));
          unit_event_end (&event);
        }
}
END_TEST

/* All that is a megabyte of bytes that grow threefold, or shrink sixfold.  */
START_TEST (long_strings)
{
  static const struct
  {
    const char *part, *whole;
  } cases[] = { { "\xff", FFFD }, { "\\u0061", "a" }, { "\\\"", "\"" },
                { "\xE2\x82\xAC", "\xE2\x82\xAC" }, { "x", "x" } };
  size_t n = 200000;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      struct unit_event event;
      size_t part = strlen (cases[i].part), whole = strlen (cases[i].whole);
      char *text = malloc (n * part + 1), *string = malloc (n * whole + 1);
      ck_assert (text != NULL && string != NULL);
      for (size_t j = 0; j < n; j++)
        {
          memcpy (text + j * part, cases[i].part, part);
          memcpy (string + j * whole, cases[i].whole, whole + 1);
        }
      begin_string (&event, text, n * part);
      sparta_value value = unit_get (&event, "");
      unit_string_is (&value, string, n * whole);
      unit_event_end (&event);
      free (text);
      free (string);
    }
}
END_TEST

START_TEST (copies_into_too_little)
{
  struct unit_event event;
  char buffer[4] = "old";
  size_t size;
  unit_event_begin (&event, "\"\\u00e9\\n\"");
  sparta_value value = unit_get (&event, "");
  ck_assert_int_eq (sparta_value_copy (&value, NULL, 0, &size), SPARTA_ESPACE);
  ck_assert_uint_eq (size, 3);
  ck_assert_int_eq (sparta_value_copy (&value, buffer, 3, NULL),
                    SPARTA_ESPACE);
  ck_assert_int_eq (sparta_value_copy (&value, buffer, 4, NULL), 0);
  ck_assert_str_eq (buffer, "\xC3\xA9\n");
  unit_event_end (&event);
}
END_TEST

/* Strings that were read stay as they are.  */
START_TEST (strings_stay)
{
  struct unit_event event;
  unit_event_begin (&event, "[\"one\",\"t\\u0077o\",\"thr\xff\"]");
  const char *one = sparta_event_string (&event.event, "/0");
  const char *two = sparta_event_string (&event.event, "/1");
  const char *three = sparta_event_string (&event.event, "/2");
  for (int i = 0; i < 1000; i++)
    sparta_event_string (&event.event, "/2");
  ck_assert_str_eq (one, "one");
  ck_assert_str_eq (two, "two");
  ck_assert_str_eq (three, "thr" FFFD);
  unit_event_end (&event);
}
END_TEST

/* What breaks off takes no memory.  */
START_TEST (errors_give_back)
{
  struct unit_event event;
  const char *string;
  unit_event_begin (&event, "\"a string that breaks \\q off\"");
  sparta_value value = unit_get (&event, "");
  sparta_value_string (&value, &string, NULL);
  struct spartap_mark mark = spartap_arena_mark (&event.arena);
  sparta_value_string (&value, &string, NULL);
  ck_assert_uint_eq (spartap_arena_mark (&event.arena).size, mark.size);
  unit_event_end (&event);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    strings_are_unescaped, a_nul_byte_is_a_byte, what_is_no_string,
    every_length, long_strings, copies_into_too_little, strings_stay,
    errors_give_back, NULL,
  };
  return unit_suite_of ("value-string", tests);
}
