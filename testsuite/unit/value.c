/* value.c: values by their paths, kinds, iterators.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "values.h"

/* RFC 6901, section 5.  */
#define RFC_6901 \
  "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3," \
  "\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}"

static void
integer_at (const char *text, const char *pointer, int64_t wanted)
{
  struct unit_event event;
  int64_t integer = wanted - 1;
  unit_event_begin (&event, text);
  sparta_value value = unit_get (&event, pointer);
  ck_assert_int_eq (sparta_value_integer (&value, &integer), 0);
  ck_assert_msg (integer == wanted, "%s: %lld", pointer, (long long) integer);
  unit_event_end (&event);
}

START_TEST (paths_of_the_rfc)
{
  static const char *const pointers[] = {
    "/", "/a~1b", "/c%d", "/e^f", "/g|h", "/i\\j", "/k\"l", "/ ", "/m~0n",
  };
  for (int i = 0; i < 9; i++)
    integer_at (RFC_6901, pointers[i], i);
  struct unit_event event;
  unit_event_begin (&event, RFC_6901);
  sparta_value value = unit_get (&event, "");
  ck_assert_int_eq (sparta_value_kind (&value), SPARTA_OBJECT);
  value = unit_get (&event, "/foo/0");
  unit_string_is (&value, "bar", 3);
  unit_event_end (&event);
}
END_TEST

static const struct
{
  const char *text, *pointer;
  int error;
} errors[] = {
  { "{}", NULL, SPARTA_EINVAL },
  { "{}", "a", SPARTA_EPOINTER },
  { "{}", "/~", SPARTA_EPOINTER },
  { "{}", "/a~2", SPARTA_EPOINTER },
  { "", "a", SPARTA_EPOINTER },
  { "", NULL, SPARTA_EINVAL },
  { "{\"a\":1}", "/b/~", SPARTA_EPOINTER },
  /* What is not there.  */
  { "{}", "/a", SPARTA_ENOENT },
  { "{\"a\":1}", "/A", SPARTA_ENOENT },
  { "{\"a\":1}", "/a/b", SPARTA_ENOENT },
  { "{\"a\":1}", "/a/", SPARTA_ENOENT },
  { "{\"a\":1}", "/", SPARTA_ENOENT },
  { "{\"ab\":1}", "/a", SPARTA_ENOENT },
  { "\"x\"", "/0", SPARTA_ENOENT },
  { "null", "/0", SPARTA_ENOENT },
  { "[]", "/0", SPARTA_ENOENT },
  { "[1]", "/1", SPARTA_ENOENT },
  { "[1]", "/-", SPARTA_ENOENT },
  { "[1]", "/00", SPARTA_ENOENT },
  { "[1,2]", "/01", SPARTA_ENOENT },
  { "[1]", "/+0", SPARTA_ENOENT },
  { "[1]", "/0x0", SPARTA_ENOENT },
  { "[1]", "/", SPARTA_ENOENT },
  { "[1]", "/18446744073709551616", SPARTA_ENOENT },
  { "[1]", "/99999999999999999999999999", SPARTA_ENOENT },
  /* What is no JSON where the path leads.  */
  { "", "", SPARTA_EJSON },
  { "  ", "", SPARTA_EJSON },
  { "", "/a", SPARTA_EJSON },
  { "hello", "", SPARTA_EJSON },
  { "hello", "/a", SPARTA_EJSON },
  { "tru", "", SPARTA_EJSON },
  { "truer", "", SPARTA_EJSON },
  { "nulL", "", SPARTA_EJSON },
  { "+1", "", SPARTA_EJSON },
  { "{", "/a", SPARTA_EJSON },
  { "{\"a", "/a", SPARTA_EJSON },
  { "{\"a\"", "/a", SPARTA_EJSON },
  { "{\"a\":", "/a", SPARTA_EJSON },
  { "{\"a\":,", "/a", SPARTA_EJSON },
  { "{\"a\" 1}", "/a", SPARTA_EJSON },
  { "{a:1}", "/a", SPARTA_EJSON },
  { "{\"a\":1", "/b", SPARTA_EJSON },
  { "{\"a\":1,}", "/b", SPARTA_EJSON },
  { "{,\"a\":1}", "/a", SPARTA_EJSON },
  { "{\"a\":1;\"b\":2}", "/b", SPARTA_EJSON },
  { "{\"a\":[1,\"b\":2}", "/b", SPARTA_EJSON },
  { "{\"a\":\"1,\"b\":2}", "/b", SPARTA_EJSON },
  { "{\"a\":,\"b\":2}", "/b", SPARTA_EJSON },
  { "[1", "/1", SPARTA_EJSON },
  { "[1,]", "/1", SPARTA_EJSON },
  { "[,1]", "/1", SPARTA_EJSON },
  { "[,1]", "/0", SPARTA_EJSON },
  { "[1 2]", "/1", SPARTA_EJSON },
  { "[1}", "/1", SPARTA_EJSON },
  { "\xFE\xFF", "", SPARTA_EJSON },
};

START_TEST (errors_of_paths)
{
  for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
    {
      int error = unit_get_error (errors[i].text, errors[i].pointer);
      ck_assert_msg (error == errors[i].error, "%s of %s: %s",
                     errors[i].pointer, errors[i].text,
                     sparta_strerror (error));
    }
}
END_TEST

/* Behind the value, and beside the path, anything may stand.  */
START_TEST (what_is_not_on_the_path_is_not_read)
{
  integer_at ("{\"a\":1", "/a", 1);
  integer_at ("{\"a\":1} trailing", "/a", 1);
  integer_at ("{\"x\":nonsense,\"a\":1}", "/a", 1);
  integer_at ("{\"x\":{1:[}},\"a\":1}", "/a", 1);
  integer_at ("{\"x\":\"\\q\x01\xff\",\"a\":1}", "/a", 1);
  integer_at ("[01,1]", "/1", 1);
}
END_TEST

START_TEST (blanks_and_byte_order_mark)
{
  integer_at (" \t\r\n{ \"a\" :\n[ 1 ,\t2 ] } ", "/a/1", 2);
  integer_at ("\xEF\xBB\xBF{\"a\":1}", "/a", 1);
  integer_at ("\xEF\xBB\xBF 5", "", 5);
  ck_assert_int_eq (unit_get_error ("\xEF\xBB", ""), SPARTA_EJSON);
  ck_assert_int_eq (unit_get_error ("\xEF\xBB\xBF\xEF\xBB\xBF{}", ""),
                    SPARTA_EJSON);
}
END_TEST

START_TEST (names_are_what_they_stand_for)
{
  integer_at ("{\"\\u0061\":1}", "/a", 1);
  integer_at ("{\"a\\/b\":1}", "/a~1b", 1);
  integer_at ("{\"\\u007e1\":1}", "/~01", 1);
  integer_at ("{\"\\ud83d\\ude00\":1}", "/\xF0\x9F\x98\x80", 1);
  integer_at ("{\"\xF0\x9F\x98\x80\":1}", "/\xF0\x9F\x98\x80", 1);
  integer_at ("{\"\\ud83d\":1}", "/\xEF\xBF\xBD", 1);
  integer_at ("{\"a\\\"\":0,\"a\":1}", "/a", 1);
  integer_at ("{\"a name of more than sixteen bytes\":1}",
              "/a name of more than sixteen bytes", 1);
  integer_at ("{\"a name of more than \\u0073ixteen bytes\":1}",
              "/a name of more than sixteen bytes", 1);
  /* A NUL byte ends no name.  */
  ck_assert_int_eq (unit_get_error ("{\"a\\u0000b\":1}", "/a"),
                    SPARTA_ENOENT);
  ck_assert_int_eq (unit_get_error ("{\"\\u00zz\":1}", "/a"), SPARTA_ENOENT);
}
END_TEST

START_TEST (the_first_of_one_name)
{
  integer_at ("{\"a\":1,\"a\":2}", "/a", 1);
  integer_at ("{\"a\":{\"b\":1},\"a\":{\"c\":2},\"\\u0061\":{}}", "/a/b", 1);
  ck_assert_int_eq (
    unit_get_error ("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "/a/c"),
    SPARTA_ENOENT);
}
END_TEST

START_TEST (paths_in_values)
{
  struct unit_event event;
  unit_event_begin (&event, "{\"a\":{\"b\":[1,{\"c\":\"x\"}]},\"c\":\"y\"}");
  sparta_value value = unit_get (&event, "/a");
  ck_assert_int_eq (sparta_value_get (&value, "/b/1/c", &value), 0);
  unit_string_is (&value, "x", 1);
  value = unit_get (&event, "/a");
  ck_assert_int_eq (sparta_value_get (&value, "/c", &value), SPARTA_ENOENT);
  ck_assert_str_eq (sparta_event_string (&event.event, "/c"), "y");
  ck_assert_ptr_null (sparta_event_string (&event.event, "/d"));
  ck_assert_ptr_null (sparta_event_string (&event.event, "/a"));
  unit_event_end (&event);
}
END_TEST

/* What was not found can be asked all the same.  */
START_TEST (no_value)
{
  sparta_value none = { 0 }, value;
  sparta_iterator iterator;
  const char *string = "kept";
  size_t size = 7;
  int64_t integer = 42;
  double number = 42;
  bool boolean = true;
  ck_assert_int_eq (sparta_value_kind (&none), SPARTA_NULL);
  ck_assert_ptr_null (sparta_value_data (&none, &size));
  ck_assert_uint_eq (size, 0);
  ck_assert_int_eq (sparta_value_get (&none, "", &value), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_value_boolean (&none, &boolean), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_value_integer (&none, &integer), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_value_number (&none, &number), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_value_string (&none, &string, &size),
                    SPARTA_ENOENT);
  ck_assert_int_eq (sparta_value_copy (&none, NULL, 0, &size),
                    SPARTA_ENOENT);
  ck_assert (!sparta_value_equal (&none, ""));
  ck_assert_int_eq (sparta_value_iterate (&none, &iterator), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_iterator_next (&iterator, &value), 0);
  ck_assert_int_eq (sparta_iterator_key (&iterator, &string, &size),
                    SPARTA_ENOENT);
  ck_assert_str_eq (string, "kept");
  ck_assert (boolean && integer == 42);
}
END_TEST

START_TEST (kinds)
{
  static const char *const texts[] = {
    "null", "false", "-1", "\"\"", "[]", "{}",
  };
  for (int kind = SPARTA_NULL; kind <= SPARTA_OBJECT; kind++)
    {
      struct unit_event event;
      sparta_iterator iterator;
      const char *string;
      int64_t integer;
      double number;
      bool boolean = true;
      unit_event_begin (&event, texts[kind]);
      sparta_value value = unit_get (&event, "");
      ck_assert_int_eq (sparta_value_kind (&value), kind);
      ck_assert_int_eq (sparta_value_boolean (&value, &boolean),
                        kind == SPARTA_BOOLEAN ? 0 : SPARTA_EKIND);
      ck_assert_int_eq (boolean, kind != SPARTA_BOOLEAN);
      ck_assert_int_eq (sparta_value_integer (&value, &integer),
                        kind == SPARTA_NUMBER ? 0 : SPARTA_EKIND);
      ck_assert_int_eq (sparta_value_number (&value, &number),
                        kind == SPARTA_NUMBER ? 0 : SPARTA_EKIND);
      ck_assert_int_eq (sparta_value_string (&value, &string, NULL),
                        kind == SPARTA_STRING ? 0 : SPARTA_EKIND);
      ck_assert_int_eq (sparta_value_iterate (&value, &iterator),
                        kind >= SPARTA_ARRAY ? 0 : SPARTA_EKIND);
      ck_assert_int_eq (sparta_value_equal (&value, ""),
                        kind == SPARTA_STRING);
      unit_event_end (&event);
    }
}
END_TEST

/* The JSON text of the value at POINTER is WANTED; NULL: it breaks off.  */
static void
data_is (const char *text, const char *pointer, const char *wanted)
{
  struct unit_event event;
  size_t size;
  unit_event_begin (&event, text);
  sparta_value value = unit_get (&event, pointer);
  const char *data = sparta_value_data (&value, &size);
  ck_assert_int_eq (data == NULL, wanted == NULL);
  ck_assert_uint_eq (size, wanted == NULL ? 0 : strlen (wanted));
  if (wanted != NULL)
    ck_assert_mem_eq (data, wanted, size);
  unit_event_end (&event);
}

START_TEST (text_of_values)
{
  data_is ("{\"a\": [1, 2] , \"b\":3}", "/a", "[1, 2]");
  data_is ("{\"a\": [1, 2] , \"b\":3}", "/b", "3");
  data_is ("{\"a\":{\"b\":\"}\\\"\"}}", "/a", "{\"b\":\"}\\\"\"}");
  data_is (" true ", "", "true");
  data_is ("-1.5e+3", "", "-1.5e+3");
  data_is ("{\"a\":[1", "/a", NULL);
  data_is ("{\"a\":\"1", "/a", NULL);
  data_is ("[01]", "/0", NULL);
  data_is ("[1x]", "/0", NULL);
}
END_TEST

START_TEST (items_in_order)
{
  struct unit_event event;
  sparta_iterator iterator;
  sparta_value item;
  int64_t integer, wanted = 0;
  unit_event_begin (&event, " [ 0 ,1,{\"x\":[5]}, 3 ] ");
  sparta_value value = unit_get (&event, "");
  ck_assert_int_eq (sparta_value_iterate (&value, &iterator), 0);
  for (; sparta_iterator_next (&iterator, &item) > 0; wanted++)
    {
      ck_assert_int_eq (sparta_iterator_key (&iterator, NULL, NULL),
                        SPARTA_EKIND);
      if (wanted == 2)
        ck_assert_int_eq (sparta_value_get (&item, "/x/0", &item), 0);
      ck_assert_int_eq (sparta_value_integer (&item, &integer), 0);
      ck_assert_int_eq (integer, wanted == 2 ? 5 : wanted);
    }
  ck_assert_int_eq (wanted, 4);
  ck_assert_int_eq (sparta_iterator_next (&iterator, &item), 0);
  ck_assert_ptr_null (item.text);
  unit_event_end (&event);
}
END_TEST

START_TEST (members_in_order)
{
  static const char *const names[] = { "a", "a", "\xC3\xA9\n", "" };
  struct unit_event event;
  sparta_iterator iterator;
  sparta_value member;
  const char *name;
  int n = 0;
  unit_event_begin (&event, "{\"a\":{}, \"a\" : [] ,\"\\u00e9\\n\":1,"
                            "\"\":\"\\u0000\"}");
  sparta_value value = unit_get (&event, "");
  ck_assert_int_eq (sparta_value_iterate (&value, &iterator), 0);
  ck_assert_int_eq (sparta_iterator_key (&iterator, &name, NULL),
                    SPARTA_ENOENT);
  for (; sparta_iterator_next (&iterator, &member) > 0; n++)
    {
      ck_assert_int_eq (sparta_iterator_key (&iterator, &name, NULL), 0);
      ck_assert_str_eq (name, names[n]);
    }
  ck_assert_int_eq (n, 4);
  ck_assert_int_eq (sparta_iterator_key (&iterator, &name, NULL),
                    SPARTA_ENOENT);
  unit_event_end (&event);
}
END_TEST

/* How many values come before the error, which stays.  */
static void
breaks_off (const char *text, int wanted)
{
  struct unit_event event;
  sparta_iterator iterator;
  sparta_value value;
  int n = 0, more;
  unit_event_begin (&event, text);
  value = unit_get (&event, "");
  ck_assert_int_eq (sparta_value_iterate (&value, &iterator), 0);
  while ((more = sparta_iterator_next (&iterator, &value)) > 0)
    n++;
  ck_assert_msg (more == SPARTA_EJSON && n == wanted, "%s: %d, %d", text,
                 more, n);
  ck_assert_int_eq (sparta_iterator_next (&iterator, &value), SPARTA_EJSON);
  ck_assert_ptr_null (value.text);
  unit_event_end (&event);
}

START_TEST (iteration_that_breaks_off)
{
  breaks_off ("[", 0);
  breaks_off ("{", 0);
  breaks_off ("[,", 0);
  breaks_off ("{1:2}", 0);
  breaks_off ("{\"a\"}", 0);
  breaks_off ("{\"a\":}", 0);
  breaks_off ("{\"a", 0);
  breaks_off ("[1", 1);
  breaks_off ("[1}", 1);
  breaks_off ("[1,]", 1);
  breaks_off ("[1,tru]", 1);
  breaks_off ("[1:2]", 1);
  breaks_off ("[[1]", 1);
  breaks_off ("[[1}", 1);
  breaks_off ("{\"a\":1,\"b\"", 1);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    paths_of_the_rfc, errors_of_paths, what_is_not_on_the_path_is_not_read,
    blanks_and_byte_order_mark, names_are_what_they_stand_for,
    the_first_of_one_name, paths_in_values, no_value, kinds, text_of_values,
    items_in_order, members_in_order, iteration_that_breaks_off, NULL,
  };
  return unit_suite_of ("value", tests);
}
