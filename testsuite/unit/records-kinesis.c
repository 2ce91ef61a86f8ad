/* records-kinesis.c: records of a Kinesis data stream.
   SPDX-License-Identifier: MIT  */

#include "record.h"
#include "unit.h"

static const char *
data (const sparta_record *record)
{
  return sparta_kinesis_data (record, NULL);
}

START_TEST (fields)
{
  static const struct unit_field list[] = {
    { sparta_kinesis_partition_key, "partitionKey", "1" },
    { sparta_kinesis_sequence_number, "sequenceNumber",
      "4959033827149025660855969253836157109592157598914" },
    { data, "data", "This is only a test." },
  };
  unit_fields (unit_sample ("records-kinesis"), 1, list,
               sizeof list / sizeof list[0]);
}
END_TEST

#define KINESIS(members)                                                \
  "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":" members "}]}"

START_TEST (data_is_decoded)
{
  sparta_record record
    = unit_record (KINESIS ("{\"data\":\"AAEC\\/w\\u003d=\"}"), 0);
  size_t size;
  const char *bytes = sparta_kinesis_data (&record, &size);
  ck_assert_uint_eq (size, 4);
  ck_assert_mem_eq (bytes, "\0\1\2\377", 5);
  record = unit_record (KINESIS ("{\"data\":\"\"}"), 0);
  ck_assert_str_eq (sparta_kinesis_data (&record, &size), "");
  ck_assert_uint_eq (size, 0);
}
END_TEST

START_TEST (data_that_is_none)
{
  static const char *const texts[] = {
    KINESIS ("{\"data\":\"plain text\"}"), KINESIS ("{\"data\":\"Zg=\"}"),
    KINESIS ("{\"data\":\"Zg==\\n\"}"), KINESIS ("{\"data\":12}"),
    KINESIS ("{\"data\":null}"), KINESIS ("{}"), KINESIS ("[]"),
    KINESIS ("null"),
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    {
      sparta_record record = unit_record (texts[i], 0);
      size_t size = 7;
      ck_assert_msg (sparta_kinesis_data (&record, &size) == NULL, "%s",
                     texts[i]);
      ck_assert_uint_eq (size, 0);
    }
}
END_TEST

START_TEST (arrival_is_a_number)
{
  sparta_record record = unit_record (unit_sample ("records-kinesis"), 0);
  double seconds = 0;
  ck_assert_int_eq (sparta_kinesis_arrival (&record, &seconds), 0);
  ck_assert_double_eq (seconds, 1545084650.987);
  record = unit_record (
    KINESIS ("{\"approximateArrivalTimestamp\":\"now\"}"), 0);
  ck_assert_int_eq (sparta_kinesis_arrival (&record, &seconds), SPARTA_EKIND);
  record = unit_record (KINESIS ("{}"), 0);
  ck_assert_int_eq (sparta_kinesis_arrival (&record, &seconds),
                    SPARTA_ENOENT);
  ck_assert_double_eq (seconds, 1545084650.987);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    fields, data_is_decoded, data_that_is_none, arrival_is_a_number, NULL,
  };
  return unit_suite_of ("records-kinesis", tests);
}
