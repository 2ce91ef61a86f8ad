/* records.c: batches: what a record says, and which of them failed.
   SPDX-License-Identifier: MIT  */

#include <sparta-events.h>

#include "service.h"

/* What a record carries.  */
static const char *
content (const sparta_record *record, size_t *size)
{
  switch (record->source)
    {
    case SPARTA_SOURCE_SQS:
      return sparta_sqs_body (record, size);
    case SPARTA_SOURCE_SNS:
      return sparta_sns_message (record, size);
    case SPARTA_SOURCE_KINESIS:
      return sparta_kinesis_data (record, size);
    case SPARTA_SOURCE_S3:
      *size = 0;
      return sparta_s3_key (record);
    default:
      return NULL;
    }
}

static void
iterate (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  sparta_records records;
  sparta_record record;
  size_t size;
  int error = sparta_event_records (event, &records);
  (void) context;
  (void) logger;
  while (error == 0 && sparta_records_next (&records, &record) > 0)
    {
      const char *data = content (&record, &size);
      if (data == NULL)
        error = SPARTA_ENOMEM;
      else if (data[0] == '!')
        error = sparta_response_batch_failure (response, &record);
      else
        error = sparta_response_printf (response, "%zu %s\n", size, data);
    }
  if (error != 0)
    sparta_response_fail (response, NO_MEMORY, "%s", sparta_strerror (error));
}

static const char *const events[] = {
  "{\"Records\":[{\"messageId\":\"a\",\"body\":\"plain\","
    "\"eventSource\":\"aws:sqs\"},{\"messageId\":\"b\",\"body\":\"tab\\t\","
    "\"eventSource\":\"aws:sqs\"}]}",
  "{\"Records\":[{\"messageId\":\"a\",\"body\":\"!\\u00e9\","
    "\"eventSource\":\"aws:sqs\"},{\"messageId\":\"b\\u0041\",\"body\":\"!\","
    "\"eventSource\":\"aws:sqs\"}]}",
  "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"MessageId\":\"1\","
    "\"Message\":\"{\\\"a\\\":1}\"}}]}",
  "{\"Records\":[{\"kinesis\":{\"partitionKey\":\"1\",\"sequenceNumber\":"
    "\"4959\",\"data\":\"SGVsbG8=\"},\"eventSource\":\"aws:kinesis\"}]}",
  "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":"
    "\"b\"},\"object\":{\"key\":\"a+b%2Fc\",\"size\":1024}}}]}", NULL,
};

static const struct function row = {
  .lambda = { .name = "records", .handler = iterate }, .events = events,
};
FUNCTION (row);
