/* signal-text.c: text without stdio.
   SPDX-License-Identifier: MIT  */

#include "signal-text.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static char room[256];
static struct spartap_text text;

static void
begin (size_t size)
{
  text = (struct spartap_text) { .data = room, .room = size };
  memset (room, '#', sizeof room);
}

static void
expect (const char *wanted)
{
  ck_assert_uint_eq (text.size, strlen (wanted));
  ck_assert_mem_eq (room, wanted, text.size);
  ck_assert_int_eq (room[text.size], '#');
}

START_TEST (numbers)
{
  begin (100);
  spartap_text_decimal (&text, 0, 1);
  spartap_text_add (&text, " ");
  spartap_text_decimal (&text, 7, 3);
  spartap_text_add (&text, " ");
  spartap_text_decimal (&text, UINT64_MAX, 1);
  spartap_text_add (&text, " ");
  spartap_text_hex (&text, 0);
  spartap_text_add (&text, " ");
  spartap_text_hex (&text, UINT64_MAX);
  expect ("0 007 18446744073709551615 0x0 0xffffffffffffffff");
}
END_TEST

START_TEST (what_does_not_fit_is_left_out)
{
  begin (5);
  spartap_text_add (&text, "abc");
  ck_assert (!text.full);
  spartap_text_add (&text, "def");
  ck_assert (text.full);
  expect ("abcde");
}
END_TEST

START_TEST (json_of_anything)
{
  static const char in[] = "a\"b\\c\n\x01 \xff";
  begin (100);
  spartap_text_json (&text, in, sizeof in - 1);
  expect ("a\\\"b\\\\c\\n\\u0001 \xEF\xBF\xBD");
}
END_TEST

/* Wherever it stands, a character is not torn.  */
START_TEST (json_of_long_text)
{
  for (size_t before = 0; before < 40; before++)
    {
      char in[64], out[64];
      memset (in, 'x', before);
      strcpy (in + before, "\xF0\x9F\x92\xA9\xC3\xA4!");
      strcpy (out, in);
      begin (100);
      spartap_text_json (&text, in, strlen (in));
      expect (out);
    }
}
END_TEST

START_TEST (time_as_gmtime_has_it)
{
  for (time_t t = 0; t < 5000000000; t += 86399 * 37)
    {
      char wanted[64];
      struct timespec when = { .tv_sec = t, .tv_nsec = 45000000 };
      strftime (wanted, sizeof wanted, "%Y-%m-%dT%H:%M:%S.045Z", gmtime (&t));
      begin (100);
      spartap_text_time (&text, &when);
      expect (wanted);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    numbers, what_does_not_fit_is_left_out, json_of_anything,
    json_of_long_text, time_as_gmtime_has_it, NULL,
  };
  return unit_suite_of ("signal-text", tests);
}
