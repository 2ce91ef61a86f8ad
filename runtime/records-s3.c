/* records-s3.c: event notifications of S3.

   SPDX-License-Identifier: MIT  */

#include "internal.h"
#include "percent.h"
#include "records.h"

#define S3 SPARTA_SOURCE_S3

const char *
sparta_s3_event_name (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/eventName", NULL);
}

const char *
sparta_s3_event_time (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/eventTime", NULL);
}

const char *
sparta_s3_bucket (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/s3/bucket/name", NULL);
}

const char *
sparta_s3_key (const sparta_record *record)
{
  size_t size;
  const char *key
    = spartap_record_string (record, S3, "/s3/object/key", &size);
  if (key == NULL)
    return NULL;
  /* KEY is the arena's, and nobody else has seen it yet.  */
  char *decoded = (char *) key;
  decoded[spartap_percent_decode (decoded, key, size, true)] = 0;
  return decoded;
}

const char *
sparta_s3_version_id (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/s3/object/versionId", NULL);
}

const char *
sparta_s3_etag (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/s3/object/eTag", NULL);
}

const char *
sparta_s3_sequencer (const sparta_record *record)
{
  return spartap_record_string (record, S3, "/s3/object/sequencer", NULL);
}

int
sparta_s3_size (const sparta_record *record, int64_t *bytes)
{
  sparta_value value;
  int error = spartap_record_get (record, S3, "/s3/object/size", &value);
  return error != 0 ? error : sparta_value_integer (&value, bytes);
}
