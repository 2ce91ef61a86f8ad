/* records-sns.c: notifications of SNS.
   SPDX-License-Identifier: MIT  */

#include "record.h"
#include "unit.h"

static const char *
message (const sparta_record *record)
{
  return sparta_sns_message (record, NULL);
}

START_TEST (fields)
{
  static const struct unit_field list[] = {
    { sparta_sns_message_id, "MessageId",
      "95df01b4-ee98-5cb9-9903-4c221d41eb5e" },
    { sparta_sns_topic_arn, "TopicArn",
      "arn:aws:sns:us-east-1:123456789012:sns-lambda" },
    { sparta_sns_subject, "Subject", "TestInvoke" },
    { message, "Message", "Hello from SNS!" },
    { sparta_sns_timestamp, "Timestamp", "2019-01-02T12:45:07.000Z" },
  };
  unit_fields (unit_sample ("records-sns"), 0, list,
               sizeof list / sizeof list[0]);
}
END_TEST

START_TEST (message_has_its_size)
{
  sparta_record record = unit_record (unit_sample ("records-sns"), 0);
  size_t size = 0;
  sparta_sns_message (&record, &size);
  ck_assert_uint_eq (size, 15);
}
END_TEST

START_TEST (attributes)
{
  sparta_record record = unit_record (unit_sample ("records-sns"), 0);
  size_t size;
  ck_assert_str_eq (
    sparta_sns_message_attribute (&record, "Test", NULL), "TestString");
  ck_assert_str_eq (
    sparta_sns_message_attribute (&record, "list", &size), "[\"a\",\"b\"]");
  ck_assert_uint_eq (size, 9);
  ck_assert_mem_eq (
    sparta_sns_message_attribute (&record, "TestBinary", &size), "\0bin", 5);
  ck_assert_uint_eq (size, 4);
  ck_assert_ptr_null (sparta_sns_message_attribute (&record, "no", &size));
  ck_assert_uint_eq (size, 0);
  ck_assert_ptr_null (sparta_sns_message_attribute (&record, NULL, NULL));
}
END_TEST

#define SNS(members)                                                    \
  "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":" members "}]}"
#define ATTRIBUTE(members)                                              \
  SNS ("{\"MessageAttributes\":{\"x\":" members "}}")

START_TEST (attributes_that_are_none)
{
  static const char *const texts[] = {
    ATTRIBUTE ("{\"Type\":\"Binary\",\"Value\":\"%%%%\"}"),
    ATTRIBUTE ("{\"Type\":\"Binary\",\"Value\":7}"),
    ATTRIBUTE ("{\"Type\":\"String\",\"Value\":null}"),
    ATTRIBUTE ("{\"Type\":\"String\"}"),
    ATTRIBUTE ("7"), SNS ("{}"), SNS ("null"), SNS ("\"text\""),
    SNS ("{\"MessageAttributes\":[]}"),
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    {
      sparta_record record = unit_record (texts[i], 0);
      ck_assert_msg (
        sparta_sns_message_attribute (&record, "x", NULL) == NULL, "%s",
        texts[i]);
      ck_assert_ptr_null (sparta_sns_message (&record, NULL));
    }
}
END_TEST

START_TEST (a_null_subject_is_none)
{
  sparta_record record = unit_record (SNS ("{\"Subject\":null}"), 0);
  ck_assert_ptr_null (sparta_sns_subject (&record));
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    fields, message_has_its_size, attributes, attributes_that_are_none,
    a_null_subject_is_none, NULL,
  };
  return unit_suite_of ("records-sns", tests);
}
