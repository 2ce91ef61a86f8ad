/* orders.c: orders that come through a queue of SQS, in batches.  A message
   that cannot be taken is delivered again, alone; the others are done.
   SPDX-License-Identifier: MIT  */

#include <inttypes.h>

#include <sparta-library.h>
#include <sparta-events.h>

/* Takes the order that BODY, SIZE bytes, is: {"item":"tea","pieces":2}.
   Returns NULL, or why it cannot be taken.  */
static const char *
take_order (const sparta_event *event, const char *body, size_t size,
            sparta_logger *logger)
{
  sparta_value order, value;
  const char *item;
  int64_t pieces;
  if (body == NULL || sparta_event_parse (event, body, size, &order) != 0)
    return "the body is not JSON";
  if (sparta_value_get (&order, "/item", &value) != 0
      || sparta_value_string (&value, &item, NULL) != 0)
    return "there is no item";
  if (sparta_value_get (&order, "/pieces", &value) != 0
      || sparta_value_integer (&value, &pieces) != 0 || pieces < 1)
    return "there are no pieces";
  sparta_logger_info (logger, "%" PRId64 " of %s", pieces, item);
  return NULL;
}

static void
orders (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  sparta_records records;
  sparta_record record;
  int more;
  (void) context;
  if (sparta_event_source (event) != SPARTA_SOURCE_SQS)
    {
      sparta_response_fail (response, "Orders.NotSqs",
                            "the event has no messages of SQS");
      return;
    }
  sparta_event_records (event, &records);
  while ((more = sparta_records_next (&records, &record)) > 0)
    {
      size_t size;
      const char *body = sparta_sqs_body (&record, &size);
      const char *why = take_order (event, body, size, logger);
      if (why == NULL)
        continue;
      const char *id = sparta_sqs_message_id (&record);
      sparta_logger_warn (logger, "%s: %s", id != NULL ? id : "no id", why);
      sparta_response_batch_failure (response, &record);
    }
  if (more < 0)
    sparta_response_fail (response, "Orders.Event", "the event: %s",
                          sparta_strerror (more));
}

static const sparta_lambda lambdas[] = {
  { .name = "Orders", .handler = orders,
    .description = "Takes orders from a queue" },
};

static const sparta_service service = {
  .name = "Orders", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
