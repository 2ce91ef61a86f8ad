/* json-scan.c: the fast scanner against the one that looks at each byte.
   SPDX-License-Identifier: MIT  */

#include "json-scan.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

/* The same inline functions without vectors.  */
#define SPARTAP_PLAINLY 1
#undef SPARTAP_JSON_SPECIAL_H
#undef SPARTAP_STEP
#undef SPARTAP_NEON
#define spartap_special_p plainly_special_p
#define spartap_special_quote plainly_quote
#define spartap_special plainly
#define spartap_special_delimiter plainly_delimiter
#include "json-special.h"
#undef spartap_special_p
#undef spartap_special_quote
#undef spartap_special
#undef spartap_special_delimiter

/* Repeatable, and the same everywhere.  */
static uint32_t
roll (uint32_t *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static void
both (const char *p, const char *end)
{
  /* Check's own assertions cost a system call each.  */
  if (spartap_scan_string (p, end) != spartap_scan_string_plainly (p, end)
      || spartap_scan_container (p, end)
           != spartap_scan_container_plainly (p, end))
    ck_abort_msg ("they differ at %.*s", (int) (end - p), p);
}

/* Fills DATA with SIZE bytes of ALPHABET, from every place of which both must
   come to the same.  */
static void
compare (const char *alphabet, size_t size, uint32_t seed)
{
  char *data = malloc (size);
  ck_assert_ptr_nonnull (data);
  for (size_t i = 0; i < size; i++)
    data[i] = alphabet[roll (&seed) % strlen (alphabet)];
  for (size_t i = 0; i <= size; i++)
    both (data + i, data + size);
  free (data);
}

START_TEST (both_scanners_agree)
{
  static const char *const alphabets[] = {
    "\\\"", "\\\\\\\"[]", "[]{}", "[[[[[[[]\"", "]]]]]]]]][\"\\",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaa\"\\[]{}", "\"a,:[]{}\\", "ab\xff\x80\x01[]",
    "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]\"\"\\", "[aaaaaaaaaaaaaaa]",
  };
  for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
    for (uint32_t seed = 0; seed < 60; seed++)
      compare (alphabets[i], 1 + seed * 11, seed);
}
END_TEST

/* A backslash run of every length at every place of a block.  */
START_TEST (runs_of_backslashes)
{
  char data[400];
  for (int start = 0; start < 140; start++)
    for (int length = 0; length < 140; length++)
      {
        memset (data, 'a', sizeof data);
        memset (data + start, '\\', length);
        data[start + length] = '"';
        data[sizeof data - 2] = '"';
        data[sizeof data - 1] = ']';
        const char *end = spartap_scan_string (data, data + sizeof data);
        ck_assert_int_eq (end - data, length % 2 == 0 ? start + length
                                                      : (int) sizeof data - 2);
        both (data, data + sizeof data);
      }
}
END_TEST

/* Every byte but brackets, quotes and backslashes is none of them.  */
START_TEST (every_byte)
{
  char data[129];
  for (int byte = 0; byte < 256; byte++)
    for (int place = 0; place < 128; place += 21)
      {
        memset (data, ' ', sizeof data);
        data[place] = byte;
        data[128] = ']';
        const char *end = spartap_scan_container (data, data + sizeof data);
        if (byte == ']' || byte == '}')
          ck_assert_int_eq (end - data, place + 1);
        else if (strchr ("[{\"", byte) != NULL && byte != 0)
          ck_assert_ptr_null (end);
        else if (byte != '\\')
          ck_assert_int_eq (end - data, 129);
        both (data, data + sizeof data);
      }
}
END_TEST

START_TEST (special_bytes)
{
  char data[SPARTAP_STEP];
  for (int byte = 0; byte < 256; byte++)
    for (int place = 0; place < SPARTAP_STEP; place++)
      {
        memset (data, 'a', sizeof data);
        data[place] = byte;
        ck_assert_int_eq (spartap_special (data), plainly (data));
        ck_assert_int_eq (spartap_special_quote (data), plainly_quote (data));
        ck_assert_int_eq (spartap_special_delimiter (data),
                          plainly_delimiter (data));
        ck_assert (!spartap_scan_delimiter_p (byte)
                   || spartap_special_delimiter (data) == place);
        ck_assert_int_eq (spartap_special (data) == place,
                          spartap_special_p (byte));
      }
}
END_TEST

START_TEST (deep_brackets)
{
  size_t depth = 1000000;
  char *data = malloc (2 * depth);
  ck_assert_ptr_nonnull (data);
  memset (data, '[', depth);
  memset (data + depth, '}', depth);
  const char *end = data + 2 * depth;
  ck_assert_ptr_eq (spartap_scan_container (data + 1, end), end);
  ck_assert_ptr_null (spartap_scan_container (data + 1, end - 1));
  ck_assert_ptr_eq (spartap_scan_container (data + depth, end),
                    data + depth + 1);
  free (data);
}
END_TEST

START_TEST (values_end_where_they_end)
{
  static const struct
  {
    const char *text;
    int size;                   /* -1: it breaks off */
  } cases[] = {
    { "1", 1 }, { "12,", 2 }, { "1]", 1 }, { "true}", 4 }, { "x y", 1 },
    { "\"\"", 2 }, { "\"a\\\"b\" ", 6 }, { "\"", -1 }, { "\"\\\"", -1 },
    { "[]", 2 }, { "{}x", 2 }, { "[\"]\"]", 5 }, { "[[]", -1 }, { "", -1 },
    { ",", -1 }, { "]", -1 }, { ":", -1 }, { " 1", -1 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      const char *text = cases[i].text;
      const char *end = spartap_scan_value (text, text + strlen (text));
      ck_assert_msg ((end == NULL ? -1 : end - text) == cases[i].size, "%s",
                     text);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    both_scanners_agree, runs_of_backslashes, every_byte, special_bytes,
    deep_brackets, values_end_where_they_end, NULL,
  };
  return unit_suite_of ("json-scan", tests);
}
