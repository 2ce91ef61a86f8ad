/* records-batch.c: partial batch failures, as Lambda's event source mappings
   of SQS, Kinesis and DynamoDB read them: {"batchItemFailures":
   [{"itemIdentifier":".."}, ..]}.  The list is gathered while the handler
   runs, each item with the comma behind it.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "internal.h"
#include "json-text.h"
#include "records.h"

/* Where the identifier of a record of SOURCE stands; NULL: there are no
   batches of such.  */
static const char *
identifier_of (sparta_source source)
{
  switch (source)
    {
    case SPARTA_SOURCE_SQS: return "/messageId";
    case SPARTA_SOURCE_KINESIS: return "/kinesis/sequenceNumber";
    case SPARTA_SOURCE_DYNAMODB: return "/dynamodb/SequenceNumber";
    default: return NULL;
    }
}

/* Appends the item of ID to LIST; a record that is named twice in a row is
   listed once.  Returns 0 or SPARTA_ENOMEM, with LIST as it was.  */
static int
append_item (struct spartap_buffer *list, const char *id, size_t size)
{
  size_t before = list->size;
  int error = spartap_buffer_append_text (list, "{\"itemIdentifier\":");
  if (error == 0)
    error = spartap_json_append (list, id, size);
  if (error == 0)
    error = spartap_buffer_append_text (list, "},");
  size_t added = list->size - before;
  bool again = error == 0 && before >= added
               && memcmp (list->data + before - added, list->data + before,
                          added) == 0;
  if (error != 0 || again)
    list->size = before;
  return error;
}

/* The identifier of RECORD, which stands at POINTER: 0; SPARTA_ENOENT, and "",
   where there is none; or SPARTA_ENOMEM.  */
static int
identify (const sparta_record *record, const char *pointer, const char **id,
          size_t *size)
{
  sparta_value value;
  int error = sparta_value_get (&record->value, pointer, &value);
  if (error == 0)
    error = sparta_value_string (&value, id, size);
  if (error == SPARTA_ENOMEM || (error == 0 && *size > 0))
    return error;
  *id = "";
  *size = 0;
  return SPARTA_ENOENT;
}

/* Posts the list in place of the body.  */
static int
finish (sparta_response *response, struct sparta_reply *reply)
{
  static const char opening[] = "{\"batchItemFailures\":[";
  const struct spartap_buffer *list = response->failures;
  struct spartap_buffer *body = &response->body;
  spartap_buffer_clear (body);
  int error = spartap_buffer_reserve (body, sizeof opening + list->size + 2);
  if (error == 0)
    {
      spartap_buffer_append_text (body, opening);
      spartap_buffer_append (body, list->data, list->size - 1);
      spartap_buffer_append_text (body, "]}");
    }
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->content_type = "application/json";
  return SPARTA_OK;
}

int
sparta_response_batch_failure (sparta_response *response,
                               const sparta_record *record)
{
  const char *pointer = identifier_of (record->source), *id;
  size_t size;
  if (pointer == NULL)
    return SPARTA_EKIND;
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  if (response->stream != NULL)
    return SPARTA_ESENT;
  /* A record that cannot be named must not count as done: it is listed as "",
     which Lambda takes for the failure of the whole batch.  */
  int unnamed = identify (record, pointer, &id, &size);
  int error = unnamed == SPARTA_ENOMEM
                ? unnamed
                : append_item (response->failures, id, size);
  if (error == 0)
    {
      response->batch = finish;
      return unnamed;
    }
  response->out_of_memory = true;
  return error;
}
