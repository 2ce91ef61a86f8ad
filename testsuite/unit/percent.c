/* percent.c: percent-encoding.
   SPDX-License-Identifier: MIT  */

#include "percent.h"

#include <string.h>

#include "unit.h"

static void
assert_decodes (const char *text, const char *plain, const char *form)
{
  char out[64], in[64];
  size_t size = strlen (text);
  ck_assert_int_eq (spartap_percent_decode (out, text, size, false),
                    strlen (plain));
  ck_assert_mem_eq (out, plain, strlen (plain));
  memcpy (in, text, size);
  ck_assert_int_eq (spartap_percent_decode (in, in, size, true),
                    strlen (form));
  ck_assert_mem_eq (in, form, strlen (form));
}

START_TEST (decodes)
{
  assert_decodes ("", "", "");
  assert_decodes ("plain/text", "plain/text", "plain/text");
  assert_decodes ("a%20b%2Bc%2bd", "a b+c+d", "a b+c+d");
  assert_decodes ("%C3%a9", "\303\251", "\303\251");
  assert_decodes ("a+b", "a+b", "a b");
  assert_decodes ("%2541", "%41", "%41");
}
END_TEST

START_TEST (leaves_what_is_no_encoding)
{
  assert_decodes ("%", "%", "%");
  assert_decodes ("%4", "%4", "%4");
  assert_decodes ("100%", "100%", "100%");
  assert_decodes ("%4g%G4%%41", "%4g%G4%A", "%4g%G4%A");
  assert_decodes ("%+1", "%+1", "% 1");
}
END_TEST

START_TEST (a_nul_is_a_byte)
{
  char out[4];
  ck_assert_int_eq (spartap_percent_decode (out, "a%00b", 5, false), 3);
  ck_assert_mem_eq (out, "a\0b", 3);
}
END_TEST

START_TEST (reads_no_further_than_told)
{
  char out[4];
  ck_assert_int_eq (spartap_percent_decode (out, "a%41", 3, false), 3);
  ck_assert_mem_eq (out, "a%4", 3);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    decodes, leaves_what_is_no_encoding, a_nul_is_a_byte,
    reads_no_further_than_told, NULL,
  };
  return unit_suite_of ("percent", tests);
}
