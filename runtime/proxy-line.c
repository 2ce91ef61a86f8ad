/* proxy-line.c: what is asked of an HTTP event, and by whom: method, path,
   address.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "internal.h"
#include "proxy.h"
#include "records.h"

/* The string at POINTER in requestContext; NULL: there is none.  */
static const char *
context_string (const sparta_event *event, const char *pointer)
{
  const struct spartap_request *request = spartap_request (event);
  sparta_value value;
  if (sparta_value_get (&request->request_context, pointer, &value) != 0)
    return NULL;
  return spartap_value_text (&value, NULL);
}

/* VALUE's string, where there is a VALUE.  */
static const char *
string (const sparta_value *value)
{
  return value->text == NULL ? NULL : spartap_value_text (value, NULL);
}

const char *
sparta_http_method (const sparta_event *event)
{
  const struct spartap_request *request = spartap_request (event);
  switch (request->source)
    {
    case SPARTA_HTTP_V2: return context_string (event, "/http/method");
    case SPARTA_HTTP_V1:
    case SPARTA_HTTP_ALB: return string (&request->http_method);
    default: return NULL;
    }
}

const char *
sparta_http_path (const sparta_event *event)
{
  const struct spartap_request *request = spartap_request (event);
  switch (request->source)
    {
    case SPARTA_HTTP_V2: return string (&request->raw_path);
    case SPARTA_HTTP_V1:
    case SPARTA_HTTP_ALB: return string (&request->path);
    default: return NULL;
    }
}

/* The last address of X-Forwarded-For: the load balancer's own word, while
   what stands before is the client's.  */
static const char *
forwarded_for (const sparta_event *event)
{
  const char *list = sparta_http_header (event, "X-Forwarded-For");
  if (list == NULL)
    return NULL;
  const char *last = strrchr (list, ',');
  return last == NULL ? list : last + 1 + strspn (last + 1, " \t");
}

const char *
sparta_http_source_ip (const sparta_event *event)
{
  switch (spartap_request (event)->source)
    {
    case SPARTA_HTTP_V1: return context_string (event, "/identity/sourceIp");
    case SPARTA_HTTP_V2: return context_string (event, "/http/sourceIp");
    case SPARTA_HTTP_ALB: return forwarded_for (event);
    default: return NULL;
    }
}

const char *
sparta_http_path_parameter (const sparta_event *event, const char *name)
{
  const struct spartap_request *request = spartap_request (event);
  sparta_value value;
  if (request->source == SPARTA_HTTP_NONE || name == NULL
      || request->path_parameters.text == NULL
      || spartap_value_member (&request->path_parameters, name, &value) != 0)
    return NULL;
  return spartap_value_text (&value, NULL);
}
