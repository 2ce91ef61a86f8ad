/* sparta-events.h: the events of AWS's services, by their own names.

       sparta_records records;
       sparta_record record;
       sparta_event_records (event, &records);
       while (sparta_records_next (&records, &record) > 0)
         if (handle (sparta_sqs_body (&record, NULL)) != 0)
           sparta_response_batch_failure (response, &record);

   A function reads its field where it stands in the event, and returns NULL
   (or a negative error) where the record lacks it, has something else in its
   place or is of another service; a *SIZE (SIZE may be NULL) is 0 then.
   Strings are unescaped, NUL-terminated, and live until the handler returns.
   sparta_events(3).

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_EVENTS_H
#define SPARTA_EVENTS_H

#include <sparta.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sparta_source
{
  SPARTA_SOURCE_OTHER,
  SPARTA_SOURCE_SQS,
  SPARTA_SOURCE_SNS,
  SPARTA_SOURCE_S3,
  SPARTA_SOURCE_DYNAMODB,
  SPARTA_SOURCE_KINESIS,
  SPARTA_SOURCE_EVENTBRIDGE     /* scheduled events too; has no records */
} sparta_source;

/* Who sent the event: by its first record, or EventBridge's own members.  */
sparta_source sparta_event_source (const sparta_event *);

/* Records, in order.  */
typedef struct sparta_record
{
  sparta_value value;           /* the record itself, for sparta_value_get */
  sparta_source source;
} sparta_record;

typedef struct sparta_records
{
  sparta_iterator iterator;
} sparta_records;

/* 0, or SPARTA_ENOENT where the event has no array Records: then *RECORDS has
   none.  */
int sparta_event_records (const sparta_event *, sparta_records *);

/* The next one: 1, and *RECORD; 0 behind the last; or a negative error.  */
int sparta_records_next (sparta_records *, sparta_record *);

/* Says that RECORD (of SQS, Kinesis or DynamoDB) failed and is to be delivered
   again: the payload is then the batchItemFailures of all that failed, in
   place of what the body has.  The event source mapping must have
   ReportBatchItemFailures.  SPARTA_EKIND for records of others; SPARTA_ENOENT
   where RECORD has no identifier: then the whole batch counts as failed.  */
int sparta_response_batch_failure (sparta_response *, const sparta_record *);

/* SQS.  */
const char *sparta_sqs_message_id (const sparta_record *);
const char *sparta_sqs_receipt_handle (const sparta_record *);
const char *sparta_sqs_body (const sparta_record *, size_t *size);
const char *sparta_sqs_queue_arn (const sparta_record *);
/* A system attribute ("SentTimestamp", "ApproximateReceiveCount"); the string
   or the decoded binary value of a message attribute.  */
const char *sparta_sqs_attribute (const sparta_record *, const char *name);
const char *sparta_sqs_message_attribute (const sparta_record *,
                                          const char *name, size_t *size);

/* SNS.  */
const char *sparta_sns_message_id (const sparta_record *);
const char *sparta_sns_topic_arn (const sparta_record *);
const char *sparta_sns_subject (const sparta_record *);
const char *sparta_sns_message (const sparta_record *, size_t *size);
const char *sparta_sns_timestamp (const sparta_record *);
const char *sparta_sns_message_attribute (const sparta_record *,
                                          const char *name, size_t *size);

/* S3.  The key is decoded: the event has it as a form would encode it.  */
const char *sparta_s3_event_name (const sparta_record *);
const char *sparta_s3_event_time (const sparta_record *);
const char *sparta_s3_bucket (const sparta_record *);
const char *sparta_s3_key (const sparta_record *);
const char *sparta_s3_version_id (const sparta_record *);
const char *sparta_s3_etag (const sparta_record *);
const char *sparta_s3_sequencer (const sparta_record *);
int sparta_s3_size (const sparta_record *, int64_t *bytes);

/* DynamoDB streams.  An attribute is what stands behind its type descriptor:
   of {"S": "x"} the string, of {"N": "1"} the string too, of {"M": ..} the
   object of attributes.  */
const char *sparta_dynamodb_event_name (const sparta_record *);
const char *sparta_dynamodb_sequence_number (const sparta_record *);
int sparta_dynamodb_key (const sparta_record *, const char *name,
                         sparta_value *);
int sparta_dynamodb_new_image (const sparta_record *, const char *name,
                               sparta_value *);
int sparta_dynamodb_old_image (const sparta_record *, const char *name,
                               sparta_value *);
/* The type descriptor of the attribute ATTRIBUTE ("S", "N", "B", "BOOL",
   "NULL", "M", "L", "SS", "NS", "BS"), a constant, and its value.  */
const char *sparta_dynamodb_type (const sparta_value *attribute,
                                  sparta_value *value);

/* The bytes of a value of type "B", or of an item of "BS": decoded.  */
const char *sparta_dynamodb_binary (const sparta_value *value, size_t *size);

/* Kinesis.  The data is decoded.  */
const char *sparta_kinesis_data (const sparta_record *, size_t *size);
const char *sparta_kinesis_partition_key (const sparta_record *);
const char *sparta_kinesis_sequence_number (const sparta_record *);
int sparta_kinesis_arrival (const sparta_record *, double *seconds);

/* EventBridge, scheduled events among it ("Scheduled Event").  */
const char *sparta_eventbridge_id (const sparta_event *);
const char *sparta_eventbridge_source (const sparta_event *);
const char *sparta_eventbridge_detail_type (const sparta_event *);
const char *sparta_eventbridge_time (const sparta_event *);
const char *sparta_eventbridge_account (const sparta_event *);
const char *sparta_eventbridge_region (const sparta_event *);
const char *sparta_eventbridge_resource (const sparta_event *, size_t i);
int sparta_eventbridge_detail (const sparta_event *, const char *pointer,
                               sparta_value *);

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_EVENTS_H */
