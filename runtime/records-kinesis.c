/* records-kinesis.c: records of a Kinesis data stream.

   SPDX-License-Identifier: MIT  */

#include "internal.h"
#include "records.h"

#define KINESIS SPARTA_SOURCE_KINESIS

const char *
sparta_kinesis_data (const sparta_record *record, size_t *size)
{
  sparta_value value;
  if (size != NULL)
    *size = 0;
  if (spartap_record_get (record, KINESIS, "/kinesis/data", &value) != 0)
    return NULL;
  return spartap_value_base64 (&value, size);
}

const char *
sparta_kinesis_partition_key (const sparta_record *record)
{
  return spartap_record_string (record, KINESIS, "/kinesis/partitionKey",
                                NULL);
}

const char *
sparta_kinesis_sequence_number (const sparta_record *record)
{
  return spartap_record_string (record, KINESIS, "/kinesis/sequenceNumber",
                                NULL);
}

int
sparta_kinesis_arrival (const sparta_record *record, double *seconds)
{
  sparta_value value;
  int error = spartap_record_get (
    record, KINESIS, "/kinesis/approximateArrivalTimestamp", &value);
  return error != 0 ? error : sparta_value_number (&value, seconds);
}
