/* json.c: the JSON part: a tree read, a tree answered.
   SPDX-License-Identifier: MIT  */

#include <sparta-json.h>
#include <stdlib.h>

#include "service.h"

static void
answer_tree (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  json_error_t error;
  json_t *tree = sparta_event_json (event, &error);
  json_t *answer = tree == NULL ? NULL
                                : json_pack ("{s:O, s:[iii]}", "event", tree,
                                             "list", 1, 2, 3);
  if (answer == NULL)
    sparta_response_fail (response, NO_MEMORY, "no tree");
  else if (sparta_response_json_new (response, answer) != 0)
    sparta_response_fail (response, NO_MEMORY, "no text");
}

/* Where malloc is wrapped, jansson's is, too.  */
__attribute__ ((constructor)) static void
wrap (void)
{
  json_set_alloc_funcs (malloc, free);
}

static const char *const events[] = {
  "null", "{\"name\":\"Ada\",\"list\":[1,2.5,true,null,\"\\u00e9\"]}", NULL,
};

static const struct function row = {
  .lambda = { .name = "json", .handler = answer_tree }, .events = events,
  .allocates = true,
};
FUNCTION (row);
