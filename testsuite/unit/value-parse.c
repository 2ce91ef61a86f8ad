/* value-parse.c: JSON that stands in a string of an event.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "record.h"
#include "unit.h"

START_TEST (a_body_is_json)
{
  sparta_record record = unit_record (
    "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":"
    "\" {\\\"Message\\\":\\\"[1,\\\\\\\"\\u00e9\\\\\\\"]\\\"}\"}]}", 0);
  const sparta_event *event = record.value.event;
  sparta_value value;
  const char *text;
  size_t size;
  text = sparta_sqs_body (&record, &size);
  ck_assert_int_eq (sparta_event_parse (event, text, size, &value), 0);
  ck_assert_int_eq (sparta_value_get (&value, "/Message", &value), 0);
  ck_assert_int_eq (sparta_value_string (&value, &text, &size), 0);
  ck_assert_int_eq (sparta_event_parse (event, text, size, &value), 0);
  ck_assert_int_eq (sparta_value_get (&value, "/1", &value), 0);
  ck_assert (sparta_value_equal (&value, "\303\251"));
}
END_TEST

START_TEST (what_begins_no_value)
{
  const sparta_event *event = unit_event_from ("{}");
  static const char *const texts[] = { "", " ", "x", "]", "tru", "nullx" };
  sparta_value value;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    ck_assert_msg (
      sparta_event_parse (event, texts[i], strlen (texts[i]), &value)
        == SPARTA_EJSON,
      "%s", texts[i]);
  ck_assert_int_eq (sparta_value_get (&value, "", &value), SPARTA_ENOENT);
  ck_assert_int_eq (sparta_event_parse (event, NULL, 0, &value),
                    SPARTA_EINVAL);
}
END_TEST

START_TEST (reads_no_further_than_told)
{
  const sparta_event *event = unit_event_from ("{}");
  sparta_value value;
  const char *text = "[1,2]";
  ck_assert_int_eq (sparta_event_parse (event, text, 3, &value), 0);
  ck_assert_int_eq (sparta_value_get (&value, "/1", &value), SPARTA_EJSON);
}
END_TEST

START_TEST (another_text_at_the_same_place)
{
  const sparta_event *event = unit_event_from ("{}");
  char text[] = "[\"a\",  \"b\"]";
  sparta_value value;
  size_t size;
  ck_assert_int_eq (sparta_event_parse (event, text, strlen (text), &value),
                    0);
  sparta_value_data (&value, &size);
  ck_assert_uint_eq (size, 11);
  strcpy (text, "[2]");
  ck_assert_int_eq (sparta_event_parse (event, text, strlen (text), &value),
                    0);
  sparta_value_data (&value, &size);
  ck_assert_uint_eq (size, 3);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    a_body_is_json, what_begins_no_value, reads_no_further_than_told,
    another_text_at_the_same_place, NULL,
  };
  return unit_suite_of ("value-parse", tests);
}
