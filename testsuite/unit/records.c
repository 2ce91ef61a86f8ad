/* records.c: who sent an event, and its records, of any service.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "unit.h"

static const struct
{
  const char *name;
  sparta_source source;
  size_t records;
} samples[] = {
  { "records-sqs", SPARTA_SOURCE_SQS, 2 },
  { "records-sns", SPARTA_SOURCE_SNS, 1 },
  { "records-s3", SPARTA_SOURCE_S3, 1 },
  { "records-dynamodb", SPARTA_SOURCE_DYNAMODB, 3 },
  { "records-kinesis", SPARTA_SOURCE_KINESIS, 2 },
  { "records-eventbridge", SPARTA_SOURCE_EVENTBRIDGE, 0 },
  { "records-scheduled", SPARTA_SOURCE_EVENTBRIDGE, 0 },
  { "records-scheduler", SPARTA_SOURCE_EVENTBRIDGE, 0 },
};
#define SAMPLES (sizeof samples / sizeof samples[0])

START_TEST (samples_have_their_source)
{
  for (size_t i = 0; i < SAMPLES; i++)
    ck_assert_int_eq (
      sparta_event_source (unit_event_from (unit_sample (samples[i].name))),
      samples[i].source);
}
END_TEST

START_TEST (samples_have_their_records)
{
  for (size_t i = 0; i < SAMPLES; i++)
    {
      const sparta_event *event
        = unit_event_from (unit_sample (samples[i].name));
      sparta_records records;
      sparta_record record;
      size_t n = 0;
      ck_assert_int_eq (sparta_event_records (event, &records),
                        samples[i].records > 0 ? 0 : SPARTA_ENOENT);
      for (; sparta_records_next (&records, &record) == 1; n++)
        ck_assert_int_eq (record.source, samples[i].source);
      ck_assert_int_eq (sparta_records_next (&records, &record), 0);
      ck_assert_uint_eq (n, samples[i].records);
    }
}
END_TEST

static const struct
{
  sparta_source source;
  const char *(*get) (const sparta_record *record);
} strings[] = {
  { SPARTA_SOURCE_SQS, sparta_sqs_message_id },
  { SPARTA_SOURCE_SQS, sparta_sqs_receipt_handle },
  { SPARTA_SOURCE_SQS, sparta_sqs_queue_arn },
  { SPARTA_SOURCE_SNS, sparta_sns_message_id },
  { SPARTA_SOURCE_SNS, sparta_sns_topic_arn },
  { SPARTA_SOURCE_SNS, sparta_sns_subject },
  { SPARTA_SOURCE_SNS, sparta_sns_timestamp },
  { SPARTA_SOURCE_S3, sparta_s3_event_name },
  { SPARTA_SOURCE_S3, sparta_s3_event_time },
  { SPARTA_SOURCE_S3, sparta_s3_bucket },
  { SPARTA_SOURCE_S3, sparta_s3_key },
  { SPARTA_SOURCE_S3, sparta_s3_version_id },
  { SPARTA_SOURCE_S3, sparta_s3_etag },
  { SPARTA_SOURCE_S3, sparta_s3_sequencer },
  { SPARTA_SOURCE_DYNAMODB, sparta_dynamodb_event_name },
  { SPARTA_SOURCE_DYNAMODB, sparta_dynamodb_sequence_number },
  { SPARTA_SOURCE_KINESIS, sparta_kinesis_partition_key },
  { SPARTA_SOURCE_KINESIS, sparta_kinesis_sequence_number },
};

static const struct
{
  sparta_source source;
  const char *(*get) (const sparta_record *record, size_t *size);
} data[] = {
  { SPARTA_SOURCE_SQS, sparta_sqs_body },
  { SPARTA_SOURCE_SNS, sparta_sns_message },
  { SPARTA_SOURCE_KINESIS, sparta_kinesis_data },
};

static const struct
{
  sparta_source source;
  int (*get) (const sparta_record *record, const char *name,
              sparta_value *value);
} items[] = {
  { SPARTA_SOURCE_DYNAMODB, sparta_dynamodb_key },
  { SPARTA_SOURCE_DYNAMODB, sparta_dynamodb_new_image },
  { SPARTA_SOURCE_DYNAMODB, sparta_dynamodb_old_image },
};

/* Asserts that RECORD has nothing of the services that are not its own.  */
static void
assert_kept_apart (const sparta_record *record)
{
  size_t size;
  int64_t bytes;
  double seconds;
  sparta_value value;
  for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
    ck_assert_int_eq (strings[i].get (record) != NULL,
                      strings[i].source == record->source);
  for (size_t i = 0; i < sizeof data / sizeof data[0]; i++)
    ck_assert_int_eq (data[i].get (record, &size) != NULL,
                      data[i].source == record->source);
  for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
    if (items[i].source != record->source)
      ck_assert_int_eq (items[i].get (record, "Id", &value), SPARTA_EKIND);
  if (record->source != SPARTA_SOURCE_S3)
    ck_assert_int_eq (sparta_s3_size (record, &bytes), SPARTA_EKIND);
  if (record->source != SPARTA_SOURCE_KINESIS)
    ck_assert_int_eq (sparta_kinesis_arrival (record, &seconds),
                      SPARTA_EKIND);
  if (record->source != SPARTA_SOURCE_SQS)
    ck_assert_ptr_null (sparta_sqs_message_attribute (record, "x", &size));
  if (record->source != SPARTA_SOURCE_SNS)
    ck_assert_ptr_null (sparta_sns_message_attribute (record, "x", &size));
}

START_TEST (fields_of_other_services)
{
  for (size_t i = 0; i < SAMPLES; i++)
    if (samples[i].records > 0)
      {
        sparta_record record
          = unit_record (unit_sample (samples[i].name), 0);
        assert_kept_apart (&record);
      }
}
END_TEST

START_TEST (sources_that_are_none)
{
  static const char *const texts[] = {
    "", "null", "[]", "{}", "{", "{\"Records\":null}", "{\"Records\":[]}",
    "{\"Records\":{}}", "{\"Records\":\"aws:sqs\"}", "{\"Records\":[",
    "{\"Records\":[7]}", "{\"Records\":[{\"eventSource\":\"aws:ses\"}]}",
    "{\"Records\":[{\"eventSource\":7}]}", "{\"Records\":[{}]}",
    "{\"Records\":[{\"eventsource\":\"aws:sqs\"}]}",
    "{\"Records\":[{\"eventSource\":\"AWS:SQS\"}]}",
    "[{\"eventSource\":\"aws:sqs\"}]",
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    ck_assert_msg (
      sparta_event_source (unit_event_from (texts[i])) == SPARTA_SOURCE_OTHER,
      "%s", texts[i]);
}
END_TEST

START_TEST (events_without_records)
{
  static const struct
  {
    const char *text;
    int error;
  } cases[] = {
    { "{}", SPARTA_ENOENT },
    { "[]", SPARTA_ENOENT },
    { "7", SPARTA_ENOENT },
    { "{\"Records\":null}", SPARTA_ENOENT },
    { "{\"Records\":{\"a\":1}}", SPARTA_ENOENT },
    { "{\"Records\":\"[]\"}", SPARTA_ENOENT },
    { "{\"Records\":[]}", 0 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      sparta_records records;
      sparta_record record;
      memset (&records, 0xAA, sizeof records);
      ck_assert_msg (sparta_event_records (unit_event_from (cases[i].text),
                                           &records) == cases[i].error,
                     "%s", cases[i].text);
      /* Whether that was looked at or not.  */
      ck_assert_int_eq (sparta_records_next (&records, &record), 0);
    }
}
END_TEST

START_TEST (records_that_are_no_objects)
{
  const char *text = "{\"Records\":[7,null,\"x\",[{}],"
                     "{\"eventSource\":\"aws:sqs\",\"body\":\"b\"}]}";
  for (size_t i = 0; i < 4; i++)
    {
      sparta_record record = unit_record (text, i);
      ck_assert_int_eq (record.source, SPARTA_SOURCE_OTHER);
      assert_kept_apart (&record);
    }
  sparta_record record = unit_record (text, 4);
  ck_assert_str_eq (sparta_sqs_body (&record, NULL), "b");
}
END_TEST

START_TEST (services_may_be_mixed)
{
  const char *text = "{\"Records\":[{\"eventSource\":\"aws:s3\"},"
                     "{\"EventSource\":\"aws:sns\"}]}";
  ck_assert_int_eq (unit_record (text, 0).source, SPARTA_SOURCE_S3);
  ck_assert_int_eq (unit_record (text, 1).source, SPARTA_SOURCE_SNS);
}
END_TEST

START_TEST (records_that_break_off)
{
  const char *text = unit_sample ("records-sqs");
  for (size_t size = 0; size < strlen (text); size++)
    {
      /* A copy ends where the text does: a sanitizer watches.  */
      char *part = strndup (text, size);
      const sparta_event *event = unit_event_part (part, size);
      sparta_records records;
      sparta_record record;
      sparta_event_source (event);
      sparta_event_records (event, &records);
      int n = 0;
      while (sparta_records_next (&records, &record) > 0)
        {
          sparta_sqs_body (&record, NULL);
          sparta_sqs_message_attribute (&record, "raw", NULL);
          n++;
        }
      ck_assert_int_le (n, 2);
      free (part);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    samples_have_their_source, samples_have_their_records,
    fields_of_other_services, sources_that_are_none, events_without_records,
    records_that_are_no_objects, services_may_be_mixed,
    records_that_break_off, NULL,
  };
  return unit_suite_of ("records", tests);
}
