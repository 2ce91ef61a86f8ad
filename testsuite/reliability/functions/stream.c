/* stream.c: answers in parts, some of them larger than others, as a host takes
   them that streams; with the prelude of an HTTP function.
   SPDX-License-Identifier: MIT  */

#include "service.h"

static void
stream (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) context;
  (void) logger;
  sparta_response_header (response, "Content-Type", "text/plain");
  sparta_response_cookie (response, "a=b");
  for (int i = 0; i < 20; i++)
    {
      sparta_response_printf (response, "%*d", 200 * i, i);
      if (sparta_response_flush (response) != 0)
        return;
    }
  sparta_response_write (response, data, size);
}

static const char *const events[] = { "", "the rest", NULL };

static const struct function row = {
  .lambda = { .name = "stream", .handler = stream }, .events = events,
};
FUNCTION (row);

static const char *const requests[] = {
  "{\"version\":\"2.0\",\"requestContext\":{\"domainName\":"
    "\"a.lambda-url.b.on.aws\",\"http\":{\"method\":\"GET\"}}}",
  "{\"httpMethod\":\"GET\",\"path\":\"/\",\"requestContext\":{}}", NULL,
};

static const struct function http_row = {
  .lambda = { .name = "stream-http", .handler = stream, .http = true },
  .events = requests,
};
FUNCTION (http_row);
