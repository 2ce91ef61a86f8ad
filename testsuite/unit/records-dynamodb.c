/* records-dynamodb.c: changes in a DynamoDB stream.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "record.h"
#include "unit.h"

START_TEST (fields)
{
  static const struct unit_field list[] = {
    { sparta_dynamodb_event_name, "eventName", "MODIFY" },
    { sparta_dynamodb_sequence_number, "SequenceNumber", "222" },
  };
  unit_fields (unit_sample ("records-dynamodb"), 1, list,
               sizeof list / sizeof list[0]);
}
END_TEST

/* Asserts that VALUE, which was read with ERROR, is the string TEXT.  */
static void
assert_string (int error, const sparta_value *value, const char *text)
{
  const char *string;
  ck_assert_int_eq (error, 0);
  ck_assert_int_eq (sparta_value_string (value, &string, NULL), 0);
  ck_assert_str_eq (string, text);
}

START_TEST (images_of_the_three_changes)
{
  const char *text = unit_sample ("records-dynamodb");
  sparta_value value;
  sparta_record record = unit_record (text, 0);
  assert_string (sparta_dynamodb_key (&record, "Id", &value), &value, "101");
  assert_string (sparta_dynamodb_new_image (&record, "Message", &value),
                 &value, "New item!");
  ck_assert_int_eq (sparta_dynamodb_old_image (&record, "Message", &value),
                    SPARTA_ENOENT);
  record = unit_record (text, 1);
  assert_string (sparta_dynamodb_old_image (&record, "Message", &value),
                 &value, "New item!");
  assert_string (sparta_dynamodb_new_image (&record, "Message", &value),
                 &value, "This item has changed");
  record = unit_record (text, 2);
  assert_string (sparta_dynamodb_key (&record, "Id", &value), &value, "101");
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "Message", &value),
                    SPARTA_ENOENT);
  ck_assert_int_eq (sparta_dynamodb_key (&record, "Other", &value),
                    SPARTA_ENOENT);
  ck_assert_int_eq (sparta_dynamodb_key (&record, NULL, &value),
                    SPARTA_EINVAL);
}
END_TEST

START_TEST (each_type_is_told)
{
  static const struct
  {
    const char *name, *type;
    sparta_kind kind;
  } cases[] = {
    { "Message", "S", SPARTA_STRING },   { "Id", "N", SPARTA_STRING },
    { "raw", "B", SPARTA_STRING },       { "on", "BOOL", SPARTA_BOOLEAN },
    { "nothing", "NULL", SPARTA_BOOLEAN }, { "map", "M", SPARTA_OBJECT },
    { "list", "L", SPARTA_ARRAY },       { "strings", "SS", SPARTA_ARRAY },
    { "numbers", "NS", SPARTA_ARRAY },   { "raws", "BS", SPARTA_ARRAY },
  };
  sparta_record record = unit_record (unit_sample ("records-dynamodb"), 0);
  sparta_value image, attribute, value;
  ck_assert_int_eq (
    sparta_value_get (&record.value, "/dynamodb/NewImage", &image), 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      char pointer[32] = "/";
      strcat (pointer, cases[i].name);
      ck_assert_int_eq (sparta_value_get (&image, pointer, &attribute), 0);
      ck_assert_str_eq (sparta_dynamodb_type (&attribute, &value),
                        cases[i].type);
      ck_assert_int_eq (sparta_value_kind (&value), cases[i].kind);
      ck_assert_int_eq (
        sparta_dynamodb_new_image (&record, cases[i].name, &value), 0);
      ck_assert_int_eq (sparta_value_kind (&value), cases[i].kind);
    }
}
END_TEST

START_TEST (nested_attributes)
{
  sparta_record record = unit_record (unit_sample ("records-dynamodb"), 0);
  sparta_value map, attribute, value;
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "map", &map), 0);
  ck_assert_int_eq (sparta_value_get (&map, "/a~1b", &attribute), 0);
  ck_assert_str_eq (sparta_dynamodb_type (&attribute, &value), "S");
  assert_string (0, &value, "inner");
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "list", &map), 0);
  ck_assert_int_eq (sparta_value_get (&map, "/1", &attribute), 0);
  ck_assert_str_eq (sparta_dynamodb_type (&attribute, &attribute), "N");
  assert_string (0, &attribute, "-3.5");
}
END_TEST

START_TEST (binary_values)
{
  sparta_record record = unit_record (unit_sample ("records-dynamodb"), 0);
  sparta_value value;
  size_t size;
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "raw", &value), 0);
  ck_assert_mem_eq (sparta_dynamodb_binary (&value, &size), "\0\1\2\377", 5);
  ck_assert_uint_eq (size, 4);
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "Message", &value),
                    0);
  ck_assert_ptr_null (sparta_dynamodb_binary (&value, &size));
  ck_assert_uint_eq (size, 0);
  ck_assert_int_eq (sparta_dynamodb_new_image (&record, "raws", &value), 0);
  ck_assert_ptr_null (sparta_dynamodb_binary (&value, NULL));
  ck_assert_int_eq (sparta_value_get (&value, "/1", &value), 0);
  ck_assert_str_eq (sparta_dynamodb_binary (&value, NULL), "b");
}
END_TEST

#define DYNAMODB(members)                                               \
  "{\"Records\":[{\"eventSource\":\"aws:dynamodb\",\"dynamodb\":"       \
  members "}]}"

START_TEST (attributes_that_are_none)
{
  static const struct
  {
    const char *text;
    int error;
  } cases[] = {
    { DYNAMODB ("{\"Keys\":{\"x\":{}}}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":{\"x\":{\"Q\":\"1\"}}}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":{\"x\":\"S\"}}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":{\"x\":[\"S\"]}}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":{\"x\":null}}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":[\"x\"]}"), SPARTA_EKIND },
    { DYNAMODB ("{\"Keys\":{}}"), SPARTA_ENOENT },
    { DYNAMODB ("{}"), SPARTA_ENOENT },
    { DYNAMODB ("null"), SPARTA_ENOENT },
  };
  sparta_value value;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      sparta_record record = unit_record (cases[i].text, 0);
      ck_assert_msg (
        sparta_dynamodb_key (&record, "x", &value) == cases[i].error, "%s",
        cases[i].text);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    fields, images_of_the_three_changes, each_type_is_told,
    nested_attributes, binary_values, attributes_that_are_none, NULL,
  };
  return unit_suite_of ("records-dynamodb", tests);
}
