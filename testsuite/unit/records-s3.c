/* records-s3.c: event notifications of S3.
   SPDX-License-Identifier: MIT  */

#include "record.h"
#include "unit.h"

START_TEST (fields)
{
  static const struct unit_field list[] = {
    { sparta_s3_event_name, "eventName", "ObjectCreated:Put" },
    { sparta_s3_event_time, "eventTime", "2019-09-03T19:37:27.192Z" },
    { sparta_s3_bucket, "name", "amzn-s3-demo-bucket" },
    { sparta_s3_key, "key", "red flowers/caf\303\251 1+1.jpg" },
    { sparta_s3_version_id, "versionId", "096fKKXTRTtl3on89fVO.nfljtsv6qko" },
    { sparta_s3_etag, "eTag", "b21b84d653bb07b05b1e6b33684dc11b" },
    { sparta_s3_sequencer, "sequencer", "0C0F6F405D6ED209E1" },
  };
  unit_fields (unit_sample ("records-s3"), 0, list,
               sizeof list / sizeof list[0]);
}
END_TEST

START_TEST (key_is_decoded_each_time)
{
  sparta_record record = unit_record (unit_sample ("records-s3"), 0);
  const char *first = sparta_s3_key (&record);
  ck_assert_str_eq (first, "red flowers/caf\303\251 1+1.jpg");
  ck_assert_str_eq (sparta_s3_key (&record), first);
}
END_TEST

#define OBJECT(members)                                                 \
  "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"object\":"       \
  members "}}]}"

START_TEST (keys_that_are_no_encoding)
{
  sparta_record record
    = unit_record (OBJECT ("{\"key\":\"100%+%zz%\\u0025\"}"), 0);
  ck_assert_str_eq (sparta_s3_key (&record), "100% %zz%%");
  record = unit_record (OBJECT ("{\"key\":\"\"}"), 0);
  ck_assert_str_eq (sparta_s3_key (&record), "");
  record = unit_record (OBJECT ("{\"key\":null}"), 0);
  ck_assert_ptr_null (sparta_s3_key (&record));
}
END_TEST

START_TEST (size_is_a_number)
{
  sparta_record record = unit_record (unit_sample ("records-s3"), 0);
  int64_t bytes = 0;
  ck_assert_int_eq (sparta_s3_size (&record, &bytes), 0);
  ck_assert_int_eq (bytes, 1305107);
  static const struct
  {
    const char *text;
    int error;
  } cases[] = {
    { OBJECT ("{}"), SPARTA_ENOENT },   /* of a deletion */
    { OBJECT ("{\"size\":\"12\"}"), SPARTA_EKIND },
    { OBJECT ("{\"size\":null}"), SPARTA_EKIND },
    { OBJECT ("{\"size\":123456789012345678901}"), SPARTA_ERANGE },
    { OBJECT ("[]"), SPARTA_ENOENT },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      record = unit_record (cases[i].text, 0);
      ck_assert_int_eq (sparta_s3_size (&record, &bytes), cases[i].error);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    fields, key_is_decoded_each_time, keys_that_are_no_encoding,
    size_is_a_number, NULL,
  };
  return unit_suite_of ("records-s3", tests);
}
