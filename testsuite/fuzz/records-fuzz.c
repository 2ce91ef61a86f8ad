/* records-fuzz.c: any bytes as an event; each of the event helpers for each
   record, of whatever service it says it is.  Strings must be terminated, and
   the list of failures must be JSON.

   SPDX-License-Identifier: MIT  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "records.h"

typedef const char *string_of (const sparta_record *);
typedef const char *data_of (const sparta_record *, size_t *);
typedef const char *attribute_of (const sparta_record *, const char *,
                                  size_t *);
typedef int value_of (const sparta_record *, const char *, sparta_value *);
typedef const char *member_of (const sparta_event *);

static string_of *const strings[] = {
  sparta_sqs_message_id,          sparta_sqs_receipt_handle,
  sparta_sqs_queue_arn,           sparta_sns_message_id,
  sparta_sns_topic_arn,           sparta_sns_subject,
  sparta_sns_timestamp,           sparta_s3_event_name,
  sparta_s3_event_time,           sparta_s3_bucket,
  sparta_s3_key,                  sparta_s3_version_id,
  sparta_s3_etag,                 sparta_s3_sequencer,
  sparta_dynamodb_event_name,     sparta_dynamodb_sequence_number,
  sparta_kinesis_partition_key,   sparta_kinesis_sequence_number,
};
static data_of *const data[] = {
  sparta_sqs_body, sparta_sns_message, sparta_kinesis_data,
};
static attribute_of *const attributes[] = {
  sparta_sqs_message_attribute, sparta_sns_message_attribute,
};
static value_of *const values[] = {
  sparta_dynamodb_key, sparta_dynamodb_new_image, sparta_dynamodb_old_image,
};
static member_of *const members[] = {
  sparta_eventbridge_id,      sparta_eventbridge_source,
  sparta_eventbridge_time,    sparta_eventbridge_detail_type,
  sparta_eventbridge_account, sparta_eventbridge_region,
};
#define N(array) (sizeof array / sizeof array[0])

/* What the corpus calls its attributes.  */
static const char *const names[] = { "Id", "x", "a/b~c", "" };

static void
require (bool right)
{
  if (!right)
    abort ();
}

/* STRING is SIZE bytes and a NUL; NULL is nothing.  */
static void
check_data (const char *string, size_t size)
{
  require (string != NULL ? string[size] == 0 : size == 0);
}

/* Reads the attribute VALUE, and what is in it, to a depth of LEFT.  */
static void
read_attribute (const sparta_value *value, int left)
{
  sparta_iterator iterator;
  sparta_value inner;
  size_t size = 1;
  const char *string = sparta_dynamodb_binary (value, &size);
  check_data (string, size);
  if (left == 0 || sparta_value_iterate (value, &iterator) != 0)
    return;
  while (sparta_iterator_next (&iterator, &inner) > 0)
    if (sparta_dynamodb_type (&inner, &inner) != NULL)
      read_attribute (&inner, left - 1);
}

static void
read_record (const sparta_record *record)
{
  int64_t bytes;
  double seconds;
  sparta_value value;
  for (size_t i = 0; i < N (strings); i++)
    {
      const char *string = strings[i] (record);
      require (string == NULL || strlen (string) < SIZE_MAX);
    }
  for (size_t i = 0; i < N (data); i++)
    {
      size_t size = 1;
      const char *string = data[i] (record, &size);
      check_data (string, size);
      if (sparta_event_parse (record->value.event, string, size, &value) == 0)
        read_attribute (&value, 3);
    }
  for (size_t n = 0; n < N (names); n++)
    {
      sparta_sqs_attribute (record, names[n]);
      for (size_t i = 0; i < N (attributes); i++)
        {
          size_t size = 1;
          const char *string = attributes[i] (record, names[n], &size);
          check_data (string, size);
        }
      for (size_t i = 0; i < N (values); i++)
        if (values[i] (record, names[n], &value) == 0)
          read_attribute (&value, 3);
    }
  sparta_s3_size (record, &bytes);
  sparta_kinesis_arrival (record, &seconds);
}

static void
read_event (const sparta_event *event, sparta_response *response)
{
  sparta_records records;
  sparta_record record;
  sparta_value value;
  sparta_event_source (event);
  for (size_t i = 0; i < N (members); i++)
    members[i] (event);
  sparta_eventbridge_resource (event, 1);
  sparta_eventbridge_detail (event, "/a", &value);
  sparta_event_records (event, &records);
  while (sparta_records_next (&records, &record) > 0)
    {
      read_record (&record);
      sparta_response_batch_failure (response, &record);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  static struct spartap_arena arena;
  static struct spartap_buffer failures, headers, error_type;
  static struct sparta_reply reply = { .size = sizeof reply };
  /* A copy ends where the event does: a sanitizer watches.  */
  char *text = malloc (size + (size == 0));
  if (text == NULL)
    return 0;
  memcpy (text, bytes, size);
  struct spartap_mark mark = spartap_arena_mark (&arena);
  sparta_event event = { .data = text, .size = size, .arena = &arena };
  sparta_response response = { .body = spartap_reply_lend (&reply),
                               .headers = &headers,
                               .error_type = &error_type,
                               .failures = &failures };
  spartap_buffer_clear (&failures);
  read_event (&event, &response);
  require (spartap_response_finish (&response, &reply) == SPARTA_OK);
  sparta_event posted = { .data = reply.data, .size = reply.data_size };
  require (sparta_event_check (&posted) == 0);
  spartap_arena_release (&arena, mark);
  free (text);
  return 0;
}
