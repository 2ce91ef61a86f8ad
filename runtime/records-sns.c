/* records-sns.c: notifications of SNS.

   SPDX-License-Identifier: MIT  */

#include "internal.h"
#include "records.h"

#define SNS SPARTA_SOURCE_SNS

const char *
sparta_sns_message_id (const sparta_record *record)
{
  return spartap_record_string (record, SNS, "/Sns/MessageId", NULL);
}

const char *
sparta_sns_topic_arn (const sparta_record *record)
{
  return spartap_record_string (record, SNS, "/Sns/TopicArn", NULL);
}

const char *
sparta_sns_subject (const sparta_record *record)
{
  return spartap_record_string (record, SNS, "/Sns/Subject", NULL);
}

const char *
sparta_sns_message (const sparta_record *record, size_t *size)
{
  return spartap_record_string (record, SNS, "/Sns/Message", size);
}

const char *
sparta_sns_timestamp (const sparta_record *record)
{
  return spartap_record_string (record, SNS, "/Sns/Timestamp", NULL);
}

const char *
sparta_sns_message_attribute (const sparta_record *record, const char *name,
                              size_t *size)
{
  sparta_value attribute, type, value;
  if (size != NULL)
    *size = 0;
  if (name == NULL
      || spartap_record_get (record, SNS, "/Sns/MessageAttributes",
                             &attribute) != 0
      || spartap_value_member (&attribute, name, &attribute) != 0
      || sparta_value_get (&attribute, "/Value", &value) != 0)
    return NULL;
  if (sparta_value_get (&attribute, "/Type", &type) == 0
      && sparta_value_equal (&type, "Binary"))
    return spartap_value_base64 (&value, size);
  return spartap_value_text (&value, size);
}
