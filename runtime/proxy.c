/* proxy.c: HTTP events: who sent them, and where what stands.  The formats are
   those of "Lambda proxy integrations" in API Gateway's Developer Guide (1.0
   and 2.0; function URLs have 2.0) and of "Lambda functions as targets" in the
   guide of Application Load Balancers.

   SPDX-License-Identifier: MIT  */

#include "proxy.h"

#include <stddef.h>

#include "internal.h"
#include "value.h"

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

/* Whether CONTEXT, an object, has an object NAME.  */
static bool
has_object_p (const sparta_value *context, const char *name)
{
  sparta_iterator iterator;
  sparta_value value;
  if (sparta_value_iterate (context, &iterator) != 0)
    return false;
  while (sparta_iterator_next (&iterator, &value) > 0)
    if (sparta_value_equal (&iterator.key, name))
      return object_p (&value);
  return false;
}

static sparta_http_source
source (const struct spartap_request *request)
{
  const sparta_value *version = &request->version;
  const sparta_value *context = &request->request_context;
  if (!object_p (context))
    return SPARTA_HTTP_NONE;
  if (has_object_p (context, "elb"))
    return SPARTA_HTTP_ALB;
  if (version->text != NULL && sparta_value_equal (version, "2.0"))
    return has_object_p (context, "http") ? SPARTA_HTTP_V2
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
  /* Not sparta_event_get, which not every program has need of.  */
  if (spartap_value_begin (event, spartap_event_begin (event),
                           event->data + event->size, &root) != 0
      || !object_p (&root) || sparta_value_iterate (&root, &iterator) != 0)
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

sparta_http_source
sparta_http_source_of (const sparta_event *event)
{
  return spartap_request (event)->source;
}
