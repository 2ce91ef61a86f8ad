/* records.c: who sent the event, its records, and how a field of theirs is
   read.  Records are looked at where they stand, one after the other, and
   strings are unescaped into the invocation's arena: no allocation a record.

   SPDX-License-Identifier: MIT  */

#include "records.h"

#include <sys/types.h>

#include "base64.h"
#include "internal.h"

/* What a record's eventSource, or EventSource, says.  */
static const struct
{
  const char *name;
  sparta_source source;
} sources[] = {
  { "aws:sqs", SPARTA_SOURCE_SQS },
  { "aws:sns", SPARTA_SOURCE_SNS },
  { "aws:s3", SPARTA_SOURCE_S3 },
  { "aws:dynamodb", SPARTA_SOURCE_DYNAMODB },
  { "aws:kinesis", SPARTA_SOURCE_KINESIS },
};

static sparta_source
source_of (const sparta_value *record)
{
  sparta_value name;
  /* SNS capitalises its members.  */
  if (sparta_value_get (record, "/eventSource", &name) != 0
      && sparta_value_get (record, "/EventSource", &name) != 0)
    return SPARTA_SOURCE_OTHER;
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
    if (sparta_value_equal (&name, sources[i].name))
      return sources[i].source;
  return SPARTA_SOURCE_OTHER;
}

sparta_source
sparta_event_source (const sparta_event *event)
{
  sparta_value record;
  if (sparta_event_get (event, "/Records/0", &record) == 0)
    return source_of (&record);
  return spartap_eventbridge_p (event) ? SPARTA_SOURCE_EVENTBRIDGE
                                       : SPARTA_SOURCE_OTHER;
}

int
sparta_event_records (const sparta_event *event, sparta_records *records)
{
  sparta_value value;
  /* Whoever does not look at what is returned gets no record.  */
  *records = (sparta_records) { .iterator.next = NULL };
  int error = sparta_event_get (event, "/Records", &value);
  if (error != 0)
    return error;
  if (sparta_value_kind (&value) != SPARTA_ARRAY)
    return SPARTA_ENOENT;
  return sparta_value_iterate (&value, &records->iterator);
}

int
sparta_records_next (sparta_records *records, sparta_record *record)
{
  int more = sparta_iterator_next (&records->iterator, &record->value);
  if (more > 0)
    record->source = source_of (&record->value);
  return more;
}

int
spartap_record_get (const sparta_record *record, sparta_source source,
                    const char *pointer, sparta_value *value)
{
  if (record->source != source)
    return SPARTA_EKIND;
  return sparta_value_get (&record->value, pointer, value);
}

const char *
spartap_record_string (const sparta_record *record, sparta_source source,
                       const char *pointer, size_t *size)
{
  sparta_value value;
  if (size != NULL)
    *size = 0;
  if (spartap_record_get (record, source, pointer, &value) != 0)
    return NULL;
  return spartap_value_text (&value, size);
}

int
spartap_value_member (const sparta_value *value, const char *name,
                      sparta_value *member)
{
  sparta_iterator iterator;
  sparta_value next;
  if (sparta_value_kind (value) != SPARTA_OBJECT)
    return SPARTA_EKIND;
  int more = sparta_value_iterate (value, &iterator);
  if (more == 0)
    while ((more = sparta_iterator_next (&iterator, &next)) > 0)
      if (sparta_value_equal (&iterator.key, name))
        {
          *member = next;
          return 0;
        }
  return more < 0 ? more : SPARTA_ENOENT;
}

const char *
spartap_value_text (const sparta_value *value, size_t *size)
{
  const char *text;
  if (sparta_value_string (value, &text, size) == 0)
    return text;
  if (size != NULL)
    *size = 0;
  return NULL;
}

const char *
spartap_value_base64 (const sparta_value *value, size_t *size)
{
  size_t encoded;
  const char *text = spartap_value_text (value, &encoded);
  if (size != NULL)
    *size = 0;
  if (text == NULL)
    return NULL;
  /* TEXT is the arena's, and nobody else has seen it yet.  */
  char *data = (char *) text;
  ssize_t decoded = spartap_base64_decode (data, text, encoded);
  if (decoded < 0)
    return NULL;
  data[decoded] = 0;
  if (size != NULL)
    *size = decoded;
  return data;
}
