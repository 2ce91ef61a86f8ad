/* value-check.c: what is JSON and what is not, in the manner of JSONTestSuite:
   y_ must be taken, n_ must be refused, i_ is ours to decide.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "values.h"

struct text
{
  const char *name, *text;
  size_t size;                  /* 0: strlen (TEXT) */
};

#define WITH_NUL(text) text, sizeof text - 1

static const struct text good[] = {
  { "y_number", "0", 0 },
  { "y_number_minus_zero", "-0", 0 },
  { "y_number_exponent", "1e5", 0 },
  { "y_number_all", "[-1234567890.0987654321E+12,1e-3,0.5,0e0,0E+00]", 0 },
  { "y_string", "\"a\"", 0 },
  { "y_string_empty", "\"\"", 0 },
  { "y_string_escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uFFff\"", 0 },
  { "y_string_del", "\"\x7f\"", 0 },
  { "y_string_utf8", "\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF"
    "\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"", 0 },
  { "y_string_nul_escaped", "\"\\u0000\"", 0 },
  { "y_string_pair", "\"\\uD834\\uDD1E\"", 0 },
  { "y_string_slash_before_quote", "\"a\\\\\"", 0 },
  { "y_string_of_brackets", "[\"[{\",\"}]\"]", 0 },
  { "y_true", "true", 0 }, { "y_false", "false", 0 }, { "y_null", "null", 0 },
  { "y_array_empty", "[]", 0 },
  { "y_array_blank", "[ \t\r\n]", 0 },
  { "y_array_mixed", "[null,1,\"1\",{},[],true,false]", 0 },
  { "y_object_empty", "{}", 0 },
  { "y_object_names", "{\"\":0,\"a\":1,\"\\u0000\":2}", 0 },
  { "y_object_duplicates", "{\"a\":1,\"a\":1}", 0 },
  { "y_nested", "{\"a\":[{\"b\":[[],{}]},[{}]],\"c\":{\"d\":{}}}", 0 },
  { "y_blanks_everywhere", " \n{ \"a\" : [ 1 , 2 ] , \"b\" : { } }\t\r", 0 },
};

static const struct text bad[] = {
  { "n_empty", "", 0 }, { "n_blank", " ", 0 },
  { "n_nothing", WITH_NUL ("\0") },
  { "n_trailing_nul", WITH_NUL ("{}\0") },
  { "n_nul_inside", WITH_NUL ("[1,\0 2]") },
  { "n_string_nul", WITH_NUL ("\"a\0b\"") },
  { "n_trailing_text", "{} x", 0 }, { "n_two_values", "1 2", 0 },
  { "n_trailing_comma", "{},", 0 }, { "n_trailing_bracket", "[]]", 0 },
  { "n_trailing_comment", "{}//", 0 }, { "n_comment", "/**/{}", 0 },
  { "n_array_open", "[", 0 }, { "n_array_open_value", "[1", 0 },
  { "n_array_comma", "[,]", 0 }, { "n_array_extra_comma", "[1,]", 0 },
  { "n_array_two_commas", "[1,,2]", 0 }, { "n_array_first_comma", "[,1]", 0 },
  { "n_array_no_comma", "[1 2]", 0 }, { "n_array_brace", "[1}", 0 },
  { "n_array_colon", "[1:2]", 0 }, { "n_array_name", "[\"a\":1]", 0 },
  { "n_object_open", "{", 0 }, { "n_object_bracket", "{\"a\":1]", 0 },
  { "n_object_no_colon", "{\"a\"}", 0 }, { "n_object_comma", "{\"a\",1}", 0 },
  { "n_object_no_value", "{\"a\":}", 0 }, { "n_object_no_name", "{:1}", 0 },
  { "n_object_two_colons", "{\"a\"::1}", 0 },
  { "n_object_number_name", "{1:1}", 0 },
  { "n_object_bare_name", "{a:1}", 0 },
  { "n_object_single_quotes", "{'a':1}", 0 },
  { "n_object_extra_comma", "{\"a\":1,}", 0 },
  { "n_object_no_comma", "{\"a\":1 \"b\":2}", 0 },
  { "n_object_broken_name", "{\"a\\q\":1}", 0 },
  { "n_number_plus", "+1", 0 }, { "n_number_minus", "-", 0 },
  { "n_number_zeros", "00", 0 }, { "n_number_leading_zero", "012", 0 },
  { "n_number_minus_zero", "-01", 0 }, { "n_number_no_whole", ".5", 0 },
  { "n_number_minus_point", "-.5", 0 }, { "n_number_point", "1.", 0 },
  { "n_number_point_e", "1.e1", 0 }, { "n_number_e", "1e", 0 },
  { "n_number_e_plus", "1e+", 0 }, { "n_number_two_es", "1e1e1", 0 },
  { "n_number_e_point", "1e1.5", 0 }, { "n_number_hex", "0x1", 0 },
  { "n_number_nan", "NaN", 0 }, { "n_number_inf", "-Infinity", 0 },
  { "n_number_letter", "1a", 0 }, { "n_number_blank", "- 1", 0 },
  { "n_number_wide", "\xEF\xBC\x91", 0 }, { "n_number_two_dots", "1.2.3", 0 },
  { "n_string_open", "\"", 0 }, { "n_string_open_escape", "\"\\\"", 0 },
  { "n_string_escape_x", "\"\\x41\"", 0 },
  { "n_string_escape_zero", "\"\\0\"", 0 },
  { "n_string_escape_upper", "\"\\N\"", 0 },
  { "n_string_escape_break", "\"\\\n\"", 0 },
  { "n_string_unit_short", "\"\\u00A\"", 0 },
  { "n_string_unit_end", "\"\\u00", 0 },
  { "n_string_unit_letter", "\"\\u00G0\"", 0 },
  { "n_string_unit_upper", "\"\\U0041\"", 0 },
  { "n_string_tab", "\"\t\"", 0 }, { "n_string_newline", "\"a\nb\"", 0 },
  { "n_string_control", "\"\x1f\"", 0 },
  { "n_string_single_quotes", "'a'", 0 },
  { "n_string_after_sixteen", "\"aaaaaaaaaaaaaaaaaaaa\x01\"", 0 },
  { "n_true_upper", "TRUE", 0 }, { "n_true_more", "truee", 0 },
  { "n_null_less", "nul", 0 }, { "n_false_quote", "false\"\"", 0 },
  { "n_word", "hello", 0 }, { "n_array_word", "[nul]", 0 },
  { "n_formfeed", "[\f]", 0 }, { "n_no_break_space", "\xC2\xA0[]", 0 },
  /* RFC 8259, section 8.1: UTF-8.  */
  { "n_utf8_byte", "\"\xff\"", 0 }, { "n_utf8_tail", "\"\x80\"", 0 },
  { "n_utf8_latin1", "\"\xE9\"", 0 }, { "n_utf8_cut", "\"\xE2\x82\"", 0 },
  { "n_utf8_overlong2", "\"\xC0\xAF\"", 0 },
  { "n_utf8_overlong3", "\"\xE0\x9F\xBF\"", 0 },
  { "n_utf8_overlong4", "\"\xF0\x8F\xBF\xBF\"", 0 },
  { "n_utf8_surrogate", "\"\xED\xA0\x80\"", 0 },
  { "n_utf8_too_high", "\"\xF4\x90\x80\x80\"", 0 },
  { "n_utf8_five", "\"\xF8\x88\x80\x80\x80\"", 0 },
  { "n_utf8_in_name", "{\"\xff\":1}", 0 },
  { "n_utf16_little", WITH_NUL ("\xFF\xFE[\0]\0") },
  { "n_utf16_big", WITH_NUL ("\0[\0]") },
};

/* Ours to decide: taken.  */
static const struct text defined[] = {
  { "i_byte_order_mark", "\xEF\xBB\xBF{}", 0 },
  { "i_surrogate_high", "\"\\uD800\"", 0 },
  { "i_surrogate_low", "[\"\\uDC00x\"]", 0 },
  { "i_surrogates_inverted", "\"\\uDd1e\\uD834\"", 0 },
  { "i_surrogate_then_escape", "\"\\uD800\\n\"", 0 },
  { "i_surrogate_in_name", "{\"\\uDFAA\":0}", 0 },
  { "i_noncharacter", "\"\\uFFFE\xEF\xBF\xBF\"", 0 },
  { "i_number_huge", "123123e100000", 0 },
  { "i_number_tiny", "-123e-10000000", 0 },
  { "i_number_long_exponent", "0.4e00669999999999999999999999999999", 0 },
  { "i_number_many_digits", "[100000000000000000000000000000000000000]", 0 },
};

static int
check_text (const struct text *text)
{
  struct unit_event event;
  size_t size = text->size > 0 ? text->size : strlen (text->text);
  unit_event_bytes (&event, text->text, size);
  int error = sparta_event_check (&event.event);
  if (error == 0)
    {
      sparta_value whole = unit_get (&event, "");
      ck_assert_msg (unit_read_all (&whole) == 0, "%s", text->name);
    }
  unit_event_end (&event);
  return error;
}

START_TEST (good_texts)
{
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    ck_assert_msg (check_text (&good[i]) == 0, "%s", good[i].name);
}
END_TEST

START_TEST (bad_texts)
{
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    ck_assert_msg (check_text (&bad[i]) == SPARTA_EJSON, "%s", bad[i].name);
}
END_TEST

START_TEST (defined_texts)
{
  for (size_t i = 0; i < sizeof defined / sizeof *defined; i++)
    ck_assert_msg (check_text (&defined[i]) == 0, "%s", defined[i].name);
}
END_TEST

/* A good text that is cut anywhere, or has a byte changed anywhere, is read to
   its end or to an error, and no further.  */
START_TEST (damaged_texts)
{
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    for (size_t cut = 0; cut < strlen (good[i].text); cut++)
      for (int byte = 0; byte < 256; byte += 17)
        {
          struct unit_event event;
          sparta_value whole;
          unit_event_bytes (&event, good[i].text,
                         byte == 0 ? cut : strlen (good[i].text));
          if (byte != 0)
            event.data[cut] = byte;
          int error = sparta_event_check (&event.event);
          int read = sparta_event_get (&event.event, "", &whole);
          if (read == 0)
            read = unit_read_all (&whole);
          if (error == 0 && read != 0)
            ck_abort_msg ("%s, cut at %zu, byte %d", good[i].name, cut, byte);
          unit_event_end (&event);
        }
}
END_TEST

/* DEPTH brackets OPEN around MIDDLE, and as many CLOSE; the caller frees.  */
static char *
nest (size_t depth, const char *open, const char *middle, const char *close)
{
  size_t step = strlen (open);
  char *text = malloc (depth * (step + 1) + strlen (middle) + 1);
  ck_assert_ptr_nonnull (text);
  for (size_t i = 0; i < depth; i++)
    memcpy (text + i * step, open, step);
  strcpy (text + depth * step, middle);
  memset (text + depth * step + strlen (middle), *close, depth);
  text[depth * (step + 1) + strlen (middle)] = 0;
  return text;
}

static int
check_nested (size_t depth, const char *open, const char *middle,
              const char *close)
{
  char *text = nest (depth, open, middle, close);
  int error = check_text (&(struct text) { "nested", text, 0 });
  free (text);
  return error;
}

/* Reading to the bottom and up again passes each byte a few times.  */
START_TEST (depth_of_100000)
{
  ck_assert_int_eq (check_nested (100000, "[", "1", "]"), 0);
  ck_assert_int_eq (check_nested (100000, "[", "", "]"), 0);
  ck_assert_int_eq (check_nested (100000, "{\"a\":", "1", "}"), 0);
  ck_assert_int_eq (check_nested (131072, "[", "", "]"), 0);
  ck_assert_int_eq (check_nested (131073, "[", "", "]"), SPARTA_EJSON);
  ck_assert_int_eq (check_nested (100000, "[", "1", "}"), SPARTA_EJSON);
  ck_assert_int_eq (check_nested (100000, "[", "", ""), SPARTA_EJSON);
}
END_TEST

START_TEST (beside_any_depth)
{
  char *deep = nest (1000000, "[", "\"]\"", "]");
  char *text = malloc (strlen (deep) + 100);
  ck_assert_ptr_nonnull (text);
  sprintf (text, "{\"deep\":%s,\"last\":7}", deep);
  ck_assert_int_eq (unit_get_error (text, "/last"), 0);
  ck_assert_int_eq (unit_get_error (text, "/deep/0/0/0/0"), 0);
  strcpy (strchr (text, '"') + 7, deep + 1);
  ck_assert_int_eq (unit_get_error (text, "/last"), SPARTA_EJSON);
  free (text);
  free (deep);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    good_texts, bad_texts, defined_texts, damaged_texts, depth_of_100000,
    beside_any_depth, NULL,
  };
  return unit_suite_of ("value-check", tests);
}
