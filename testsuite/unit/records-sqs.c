/* records-sqs.c: messages of SQS.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "record.h"
#include "unit.h"

static const char *
body (const sparta_record *record)
{
  return sparta_sqs_body (record, NULL);
}

static const char *
receive_count (const sparta_record *record)
{
  return sparta_sqs_attribute (record, "ApproximateReceiveCount");
}

static const char *
count (const sparta_record *record)
{
  return sparta_sqs_message_attribute (record, "count", NULL);
}

START_TEST (fields)
{
  static const struct unit_field list[] = {
    { sparta_sqs_message_id, "messageId",
      "059f36b4-87a3-44ab-83d2-661975830a7d" },
    { sparta_sqs_receipt_handle, "receiptHandle",
      "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a/+=" },
    { sparta_sqs_queue_arn, "eventSourceARN",
      "arn:aws:sqs:us-east-2:123456789012:my-queue" },
    { receive_count, "ApproximateReceiveCount", "1" },
    { count, "stringValue", "100" },
  };
  unit_fields (unit_sample ("records-sqs"), 0, list,
               sizeof list / sizeof list[0]);
}
END_TEST

START_TEST (fields_of_the_second)
{
  static const struct unit_field list[] = {
    { sparta_sqs_message_id, "messageId",
      "2e1424d4-f796-459a-8184-9c92662be6da" },
    { body, "body", "second" },
  };
  unit_fields (unit_sample ("records-sqs"), 1, list,
               sizeof list / sizeof list[0]);
}
END_TEST

START_TEST (body_is_unescaped)
{
  sparta_record record = unit_record (unit_sample ("records-sqs"), 0);
  size_t size;
  const char *text = sparta_sqs_body (&record, &size);
  ck_assert_str_eq (text, "Test message.\nsaid \"\303\251\"");
  ck_assert_uint_eq (size, strlen (text));
}
END_TEST

START_TEST (no_body_has_no_size)
{
  sparta_record record
    = unit_record ("{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}", 0);
  size_t size = 7;
  ck_assert_ptr_null (sparta_sqs_body (&record, &size));
  ck_assert_uint_eq (size, 0);
  size = 7;
  ck_assert_ptr_null (sparta_sqs_message_attribute (&record, "raw", &size));
  ck_assert_uint_eq (size, 0);
  ck_assert_ptr_null (sparta_sqs_attribute (&record, "SenderId"));
}
END_TEST

START_TEST (attributes_by_any_name)
{
  const char *text = unit_sample ("records-sqs");
  sparta_record record = unit_record (text, 0);
  ck_assert_str_eq (
    sparta_sqs_message_attribute (&record, "a/b~c", NULL), "slashed");
  ck_assert_ptr_null (
    sparta_sqs_message_attribute (&record, "a~1b~0c", NULL));
  ck_assert_ptr_null (sparta_sqs_message_attribute (&record, "", NULL));
  ck_assert_ptr_null (sparta_sqs_message_attribute (&record, NULL, NULL));
  ck_assert_ptr_null (sparta_sqs_attribute (&record, "MessageGroupId"));
  ck_assert_ptr_null (sparta_sqs_attribute (&record, NULL));
  record = unit_record (text, 1);
  ck_assert_str_eq (sparta_sqs_attribute (&record, "MessageGroupId"), "1");
}
END_TEST

START_TEST (binary_attributes_are_decoded)
{
  sparta_record record = unit_record (unit_sample ("records-sqs"), 0);
  size_t size;
  const char *data = sparta_sqs_message_attribute (&record, "raw", &size);
  ck_assert_uint_eq (size, 4);
  ck_assert_mem_eq (data, "\0\377\200a", 5);
}
END_TEST

#define ATTRIBUTE(members)                                              \
  "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageAttributes\":{"  \
  "\"x\":" members "}}]}"

START_TEST (attributes_that_are_none)
{
  static const char *const texts[] = {
    ATTRIBUTE ("{\"binaryValue\":\"not base64\",\"dataType\":\"Binary\"}"),
    ATTRIBUTE ("{\"binaryValue\":12}"),
    ATTRIBUTE ("{\"stringValue\":12}"),
    ATTRIBUTE ("{\"stringValue\":null,\"binaryValue\":null}"),
    ATTRIBUTE ("{\"dataType\":\"String\"}"),
    ATTRIBUTE ("\"x\""), ATTRIBUTE ("null"), ATTRIBUTE ("[]"),
    "{\"Records\":[{\"eventSource\":\"aws:sqs\","
    "\"messageAttributes\":[\"x\"]}]}",
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    {
      sparta_record record = unit_record (texts[i], 0);
      size_t size = 7;
      ck_assert_msg (
        sparta_sqs_message_attribute (&record, "x", &size) == NULL, "%s",
        texts[i]);
      ck_assert_uint_eq (size, 0);
    }
}
END_TEST

START_TEST (a_null_string_leaves_the_binary)
{
  sparta_record record = unit_record (
    ATTRIBUTE ("{\"stringValue\":null,\"binaryValue\":\"YQ==\"}"), 0);
  ck_assert_str_eq (sparta_sqs_message_attribute (&record, "x", NULL), "a");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    fields, fields_of_the_second, body_is_unescaped, no_body_has_no_size,
    attributes_by_any_name, binary_attributes_are_decoded,
    attributes_that_are_none, a_null_string_leaves_the_binary, NULL,
  };
  return unit_suite_of ("records-sqs", tests);
}
