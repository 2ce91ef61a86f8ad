/* proxy.c: HTTP events: who sent them, and what is asked.  The formats are
   those of "Lambda proxy integrations" in API Gateway's Developer Guide (1.0
   and 2.0; function URLs have 2.0) and of "Lambda functions as targets" in the
   guide of Application Load Balancers.

   SPDX-License-Identifier: MIT  */

#include "proxy.h"

#include <stddef.h>
#include <string.h>

#include "internal.h"
#include "records.h"

/* The members of an event, and where each is kept.  */
static const struct
{
  const char *name;
  size_t offset;
} members[] = {
#define MEMBER(name, member) \
  { name, offsetof (struct spartap_request, member) }
  MEMBER ("requestContext", request_context),
  MEMBER ("version", version),
  MEMBER ("httpMethod", http_method),
  MEMBER ("path", path),
  MEMBER ("rawPath", raw_path),
  MEMBER ("rawQueryString", raw_query),
  MEMBER ("queryStringParameters", query),
  MEMBER ("multiValueQueryStringParameters", multi_query),
  MEMBER ("headers", headers),
  MEMBER ("multiValueHeaders", multi_headers),
  MEMBER ("cookies", cookies),
  MEMBER ("pathParameters", path_parameters),
  MEMBER ("body", body),
  MEMBER ("isBase64Encoded", base64),
#undef MEMBER
};
#define N_MEMBERS (sizeof members / sizeof members[0])

/* Keeps VALUE, the event's member KEY, where it is one of ours; the first of
   several.  */
static void
keep_member (struct spartap_request *request, const sparta_value *key,
             const sparta_value *value)
{
  for (size_t i = 0; i < N_MEMBERS; i++)
    if (sparta_value_equal (key, members[i].name))
      {
        sparta_value *kept
          = (sparta_value *) ((char *) request + members[i].offset);
        if (kept->text == NULL && sparta_value_kind (value) != SPARTA_NULL)
          *kept = *value;
        return;
      }
}

static bool
object_p (const sparta_value *value)
{
  return value->text != NULL && sparta_value_kind (value) == SPARTA_OBJECT;
}

/* Whether CONTEXT, an object, has an object at POINTER.  */
static bool
has_object_p (const sparta_value *context, const char *pointer)
{
  sparta_value value;
  return sparta_value_get (context, pointer, &value) == 0
         && object_p (&value);
}

static sparta_http_source
source (const struct spartap_request *request)
{
  const sparta_value *version = &request->version;
  const sparta_value *context = &request->request_context;
  if (!object_p (context))
    return SPARTA_HTTP_NONE;
  if (has_object_p (context, "/elb"))
    return SPARTA_HTTP_ALB;
  if (version->text != NULL && sparta_value_equal (version, "2.0"))
    return has_object_p (context, "/http") ? SPARTA_HTTP_V2
                                           : SPARTA_HTTP_NONE;
  if (version->text != NULL && !sparta_value_equal (version, "1.0"))
    return SPARTA_HTTP_NONE;
  return request->http_method.text != NULL ? SPARTA_HTTP_V1
                                           : SPARTA_HTTP_NONE;
}

struct spartap_request *
spartap_request (const sparta_event *event)
{
  struct spartap_request *request = event->request;
  if (request->read)
    return request;
  *request = (struct spartap_request) { .read = true };
  sparta_value root, value;
  sparta_iterator iterator;
  if (sparta_event_get (event, "", &root) != 0
      || sparta_value_iterate (&root, &iterator) != 0
      || sparta_value_kind (&root) != SPARTA_OBJECT)
    return request;
  while (sparta_iterator_next (&iterator, &value) > 0)
    keep_member (request, &iterator.key, &value);
  request->source = source (request);
  return request;
}

char *
spartap_request_take (const sparta_value *value, size_t *size)
{
  const char *string;
  if (sparta_value_string (value, &string, size) != 0)
    return NULL;
  return (char *) string;       /* in the arena, and nobody else's yet */
}

size_t
spartap_request_measure (const sparta_value *value)
{
  size_t size = 0;
  sparta_value_copy (value, NULL, 0, &size);
  return size;
}

const char *
spartap_request_keep (const sparta_event *event, char *taken, size_t size)
{
  taken[size] = 0;
  spartap_arena_trim (event->arena, taken, size + 1);
  return taken;
}

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

sparta_http_source
sparta_http_source_of (const sparta_event *event)
{
  return spartap_request (event)->source;
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
