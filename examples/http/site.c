/* site.c: a small site: one HTTP function behind API Gateway, a function URL
   or a load balancer.

       GET /hello?name=Ada    greets, and remembers the name in a cookie
       POST /notes            takes {"text": ".."}, answers its length
       GET /dot.png           a picture of one grey dot

   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <string.h>

#include <sparta-library.h>
#include <sparta-http.h>

/* Whether NAME may stand in a cookie: letters, 1 to 40 of them.  */
static bool
name_p (const char *name)
{
  size_t size = strspn (name, "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return size > 0 && size <= 40 && name[size] == 0;
}

static void
refuse (sparta_response *response, int status, const char *why)
{
  sparta_response_status (response, status);
  sparta_response_header (response, "Content-Type", "text/plain");
  sparta_response_printf (response, "%s\n", why);
}

static void
hello (const sparta_event *event, sparta_response *response)
{
  const char *name = sparta_http_query (event, "name");
  if (name != NULL && !name_p (name))
    {
      refuse (response, 400, "A name is made of letters.");
      return;
    }
  if (name != NULL)
    {
      char cookie[128];
      snprintf (cookie, sizeof cookie, "name=%s; Path=/; Secure; HttpOnly",
                name);
      sparta_response_cookie (response, cookie);
    }
  else
    name = sparta_http_cookie (event, "name");
  sparta_response_header (response, "Content-Type", "text/plain");
  sparta_response_printf (response, "Hello, %s!\n",
                          name != NULL && name_p (name) ? name : "world");
}

static void
take_note (const sparta_event *event, sparta_response *response,
           sparta_logger *logger)
{
  size_t size;
  const char *body = sparta_http_body (event, &size), *text;
  sparta_value note, value;
  if (body == NULL || sparta_event_parse (event, body, size, &note) != 0
      || sparta_value_get (&note, "/text", &value) != 0
      || sparta_value_string (&value, &text, &size) != 0)
    {
      refuse (response, 400, "A note is {\"text\": \"..\"}.");
      return;
    }
  sparta_logger_info (logger, "a note of %zu bytes", size);
  sparta_response_status (response, 201);
  sparta_response_printf (response, "{\"bytes\":%zu}", size);
}

static void
dot (sparta_response *response)
{
  static const unsigned char png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D,
    0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
    0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00,
    0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0xDA, 0x45, 0x08, 0x3B, 0x00, 0x00, 0x00, 0x00, 0x49,
    0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  };
  sparta_response_header (response, "Content-Type", "image/png");
  sparta_response_header (response, "Cache-Control", "max-age=86400");
  sparta_response_write (response, png, sizeof png);
}

static void
site (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  const char *method = sparta_http_method (event);
  const char *path = sparta_http_path (event);
  (void) context;
  if (method == NULL || path == NULL)
    refuse (response, 400, "There is no method, or no path.");
  else if (strcmp (path, "/hello") == 0 && strcmp (method, "GET") == 0)
    hello (event, response);
  else if (strcmp (path, "/notes") == 0 && strcmp (method, "POST") == 0)
    take_note (event, response, logger);
  else if (strcmp (path, "/dot.png") == 0 && strcmp (method, "GET") == 0)
    dot (response);
  else
    refuse (response, 404, "There is no such page.");
}

static const sparta_lambda lambdas[] = {
  { .name = "Site", .handler = site, .description = "A small site",
    .http = true },
};

static const sparta_service service = {
  .name = "Site", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
