/* json-text.c: text to JSON strings, and what looks like JSON.
   SPDX-License-Identifier: MIT  */

#include "json-text.h"

#include <string.h>

#include "unit.h"

/* Both ways of quoting give WANTED.  */
static void
quoted (const char *text, size_t size, const char *wanted)
{
  struct spartap_buffer appended = { 0 }, in_place = { 0 };
  ck_assert_int_eq (spartap_json_append (&appended, text, size), 0);
  ck_assert_str_eq (appended.data, wanted);
  ck_assert_uint_eq (appended.size, strlen (wanted));
  ck_assert_int_eq (spartap_buffer_append (&in_place, text, size), 0);
  ck_assert_int_eq (spartap_json_quote (&in_place), 0);
  ck_assert_str_eq (in_place.data, wanted);
  spartap_buffer_free (&appended);
  spartap_buffer_free (&in_place);
}

START_TEST (plain_text)
{
  quoted ("", 0, "\"\"");
  quoted ("hello", 5, "\"hello\"");
  quoted ("a/b \x7F", 5, "\"a/b \x7F\"");
}
END_TEST

START_TEST (escapes)
{
  quoted ("\"\\\b\f\n\r\t", 7, "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
  quoted ("a\0b\x1F", 4, "\"a\\u0000b\\u001f\"");
}
END_TEST

START_TEST (utf8_stays)
{
  const char *text = "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF";
  char wanted[32] = "\"";
  strcat (strcat (wanted, text), "\"");
  quoted (text, strlen (text), wanted);
}
END_TEST

/* Overlong forms, surrogates, too large, cut off, alone.  */
START_TEST (other_bytes_become_replacements)
{
#define R "\xEF\xBF\xBD"
  quoted ("\xFF", 1, "\"" R "\"");
  quoted ("a\x80z", 3, "\"a" R "z\"");
  quoted ("\xC0\x80", 2, "\"" R R "\"");
  quoted ("\xED\xA0\x80", 3, "\"" R R R "\"");
  quoted ("\xF4\x90\x80\x80", 4, "\"" R R R R "\"");
  quoted ("\xE2\x82", 2, "\"" R R "\"");
  quoted ("\xC3\"", 2, "\"" R "\\\"\"");
}
END_TEST

START_TEST (quoting_in_place_grows)
{
  struct spartap_buffer buffer = { 0 };
  for (int i = 0; i < 100000; i++)
    spartap_buffer_append (&buffer, "\1a", 2);
  ck_assert_int_eq (spartap_json_quote (&buffer), 0);
  ck_assert_uint_eq (buffer.size, 700002);
  ck_assert_mem_eq (buffer.data, "\"\\u0001a\\u0001a", 15);
  ck_assert_mem_eq (buffer.data + 699994, "\\u0001a\"", 9);
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (null_text_is_empty)
{
  struct spartap_buffer buffer = { 0 };
  ck_assert_int_eq (spartap_json_append_text (&buffer, NULL), 0);
  ck_assert_str_eq (buffer.data, "\"\"");
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (looks_like_json)
{
  static const char *const yes[] = {
    "{", " \t\r\n[", "\"", "{not validated", "0", "-1", "1.5e-7", "10E+2",
    " true", "false\n", "null", " 12 ",
  };
  static const char *const no[] = {
    "", " ", "Hello", "01", "-", "1.", ".5", "1e", "+1", "1 2", "truer", "nul",
    "NULL", "<html>", "nan", "0x10", "\v1",
  };
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    ck_assert_msg (spartap_json_p (yes[i], strlen (yes[i])), "%s", yes[i]);
  for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
    ck_assert_msg (!spartap_json_p (no[i], strlen (no[i])), "%s", no[i]);
}
END_TEST

START_TEST (looks_at_size_bytes_only)
{
  ck_assert (spartap_json_p ("12 and more", 2));
  ck_assert (!spartap_json_p ("true", 3));
  ck_assert (!spartap_json_p ("1\0", 2));
}
END_TEST

START_TEST (utf8_or_not)
{
  ck_assert (spartap_utf8_p ("", 0));
  ck_assert (spartap_utf8_p ("12345678", 8));
  ck_assert (spartap_utf8_p ("1234567\xC3\xA4" "12345678", 17));
  ck_assert (spartap_utf8_p ("a\0b", 3));
  ck_assert (!spartap_utf8_p ("12345678\xFF", 9));
  ck_assert (!spartap_utf8_p ("1234567\xC3", 8));
  ck_assert (!spartap_utf8_p ("\xED\xA0\x80", 3));
}
END_TEST

START_TEST (a_string_in_pieces)
{
  struct spartap_buffer buffer = { 0 };
  ck_assert_int_eq (spartap_json_append_inside (&buffer, "a\"", 2), 0);
  ck_assert_int_eq (spartap_json_append_inside (&buffer, NULL, 0), 0);
  ck_assert_int_eq (spartap_json_append_inside (&buffer, "\n", 1), 0);
  ck_assert_str_eq (buffer.data, "a\\\"\\n");
  spartap_buffer_free (&buffer);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    plain_text, escapes, utf8_stays, other_bytes_become_replacements,
    quoting_in_place_grows, null_text_is_empty, looks_like_json,
    looks_at_size_bytes_only, utf8_or_not,
    a_string_in_pieces, NULL,
  };
  return unit_suite_of ("json-text", tests);
}
