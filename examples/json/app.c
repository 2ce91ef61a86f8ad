/* app.c: a Lambda function on jansson's trees: the total of an order.

       {"items":[{"name":"tea","cents":250,"count":2}]}
       {"total":500,"names":["tea"]}

   SPDX-License-Identifier: MIT  */
#include <sparta-json.h>
#include <sparta-library.h>

static void
total (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  json_error_t error;
  json_t *order = sparta_event_json (event, &error);    /* borrowed */
  json_t *items, *item, *names = json_array ();
  json_int_t sum = 0;
  size_t i;

  (void) context;
  if (order == NULL
      || json_unpack_ex (order, &error, 0, "{s:o}", "items", &items) != 0)
    goto bad;
  json_array_foreach (items, i, item)
    {
      const char *name;
      json_int_t cents, count = 1;
      if (json_unpack_ex (item, &error, 0, "{s:s, s:I, s?I}", "name", &name,
                          "cents", &cents, "count", &count) != 0)
        goto bad;
      json_array_append_new (names, json_string (name));
      sum += cents * count;
    }
  sparta_logger_info (logger, "%zu items", i);
  sparta_response_json_new (response, json_pack ("{s:I, s:o}", "total", sum,
                                                 "names", names));
  return;

bad:
  json_decref (names);
  sparta_response_fail (response, "Order.Malformed", "%s", error.text);
}

static const sparta_lambda lambdas[] = {
  { .name = "Total", .handler = total,
    .description = "The total of an order" },
};

static const sparta_service service = {
  .name = "OrderService", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
