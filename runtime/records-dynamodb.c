/* records-dynamodb.c: changes in a DynamoDB stream.  An attribute is an
   object of one member, whose name is the type: {"N": "1"}.

   SPDX-License-Identifier: MIT  */

#include "internal.h"
#include "records.h"

#define DYNAMODB SPARTA_SOURCE_DYNAMODB

const char *
sparta_dynamodb_event_name (const sparta_record *record)
{
  return spartap_record_string (record, DYNAMODB, "/eventName", NULL);
}

const char *
sparta_dynamodb_sequence_number (const sparta_record *record)
{
  return spartap_record_string (record, DYNAMODB, "/dynamodb/SequenceNumber",
                                NULL);
}

const char *
sparta_dynamodb_type (const sparta_value *attribute, sparta_value *value)
{
  static const char *const types[] = { "S",  "N", "B",  "BOOL", "NULL",
                                       "M",  "L", "SS", "NS",   "BS" };
  sparta_iterator iterator;
  if (sparta_value_kind (attribute) != SPARTA_OBJECT
      || sparta_value_iterate (attribute, &iterator) != 0
      || sparta_iterator_next (&iterator, value) <= 0)
    return NULL;
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (sparta_value_equal (&iterator.key, types[i]))
      return types[i];
  return NULL;
}

/* What the attribute NAME of the item at POINTER stands for.  */
static int
get (const sparta_record *record, const char *pointer, const char *name,
     sparta_value *value)
{
  sparta_value attribute;
  if (name == NULL)
    return SPARTA_EINVAL;
  int error = spartap_record_get (record, DYNAMODB, pointer, &attribute);
  if (error == 0)
    error = spartap_value_member (&attribute, name, &attribute);
  if (error != 0)
    return error;
  return sparta_dynamodb_type (&attribute, value) != NULL ? 0 : SPARTA_EKIND;
}

int
sparta_dynamodb_key (const sparta_record *record, const char *name,
                     sparta_value *value)
{
  return get (record, "/dynamodb/Keys", name, value);
}

int
sparta_dynamodb_new_image (const sparta_record *record, const char *name,
                           sparta_value *value)
{
  return get (record, "/dynamodb/NewImage", name, value);
}

int
sparta_dynamodb_old_image (const sparta_record *record, const char *name,
                           sparta_value *value)
{
  return get (record, "/dynamodb/OldImage", name, value);
}

const char *
sparta_dynamodb_binary (const sparta_value *value, size_t *size)
{
  return spartap_value_base64 (value, size);
}
