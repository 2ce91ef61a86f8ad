/* records-sqs.c: messages of SQS.

   SPDX-License-Identifier: MIT  */

#include "internal.h"
#include "records.h"

#define SQS SPARTA_SOURCE_SQS

const char *
sparta_sqs_message_id (const sparta_record *record)
{
  return spartap_record_string (record, SQS, "/messageId", NULL);
}

const char *
sparta_sqs_receipt_handle (const sparta_record *record)
{
  return spartap_record_string (record, SQS, "/receiptHandle", NULL);
}

const char *
sparta_sqs_body (const sparta_record *record, size_t *size)
{
  return spartap_record_string (record, SQS, "/body", size);
}

const char *
sparta_sqs_queue_arn (const sparta_record *record)
{
  return spartap_record_string (record, SQS, "/eventSourceARN", NULL);
}

const char *
sparta_sqs_attribute (const sparta_record *record, const char *name)
{
  sparta_value value;
  if (name == NULL
      || spartap_record_get (record, SQS, "/attributes", &value) != 0
      || spartap_value_member (&value, name, &value) != 0)
    return NULL;
  return spartap_value_text (&value, NULL);
}

const char *
sparta_sqs_message_attribute (const sparta_record *record, const char *name,
                              size_t *size)
{
  sparta_value attribute, value;
  if (size != NULL)
    *size = 0;
  if (name == NULL
      || spartap_record_get (record, SQS, "/messageAttributes",
                             &attribute) != 0
      || spartap_value_member (&attribute, name, &attribute) != 0)
    return NULL;
  /* One of the two is there, and the other left out or null.  */
  if (sparta_value_get (&attribute, "/stringValue", &value) == 0
      && sparta_value_kind (&value) == SPARTA_STRING)
    return spartap_value_text (&value, size);
  if (sparta_value_get (&attribute, "/binaryValue", &value) != 0)
    return NULL;
  return spartap_value_base64 (&value, size);
}
