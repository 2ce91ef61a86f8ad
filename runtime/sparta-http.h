/* sparta-http.h: what a function with .http = true is asked, by whichever of
   its four sources: API Gateway's REST APIs (payload version 1.0) and HTTP
   APIs (2.0), function URLs (2.0), application load balancers.

       if (strcmp (sparta_http_method (event), "GET") != 0)
         sparta_response_status (response, 405);

   It answers with sparta_response_status, _header, _cookie, _write and so on;
   the proxy object of its source is made of that.  Strings are decoded as HTTP
   has them, NUL-terminated, never changed, and live until the handler returns;
   NULL stands for what the request does not have.  sparta_http(3).

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_HTTP_H
#define SPARTA_HTTP_H

#include <sparta.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sparta_http_source
{
  SPARTA_HTTP_NONE,             /* not an HTTP event */
  SPARTA_HTTP_V1,               /* API Gateway, payload version 1.0 */
  SPARTA_HTTP_V2,               /* API Gateway 2.0, function URLs */
  SPARTA_HTTP_ALB               /* application load balancer */
} sparta_http_source;

sparta_http_source sparta_http_source_of (const sparta_event *);

/* "GET"; the path, as the source gives it, not decoded; what stood behind the
   question mark, without it, "" where nothing did; the client's address.  */
const char *sparta_http_method (const sparta_event *);
const char *sparta_http_path (const sparta_event *);
const char *sparta_http_query_string (const sparta_event *);
const char *sparta_http_source_ip (const sparta_event *);

/* The parameter NAME of the query, decoded: its first value, its Ith value.
   Names are compared byte by byte.  */
const char *sparta_http_query (const sparta_event *, const char *name);
const char *sparta_http_query_at (const sparta_event *, const char *name,
                                  size_t i);

/* The header NAME, in any case.  Where several have that name, _header joins
   them by ", " and _header_at has the Ith, if the source kept them apart.  */
const char *sparta_http_header (const sparta_event *, const char *name);
const char *sparta_http_header_at (const sparta_event *, const char *name,
                                   size_t i);

/* The cookie NAME; the parameter NAME of the route's path.  */
const char *sparta_http_cookie (const sparta_event *, const char *name);
const char *sparta_http_path_parameter (const sparta_event *,
                                        const char *name);

/* The body's *SIZE bytes, base64 decoded where the source says so, "" where
   there is none; NULL, and *SIZE 0, where the base64 is none.  */
const char *sparta_http_body (const sparta_event *, size_t *size);

/* All the query's parameters, or all headers, in order: zero POSITION, then
   call until it returns 0.  1: *NAME and *VALUE are the next; negative: an
   error.  */
typedef struct sparta_http_position
{
  size_t next;
} sparta_http_position;

int sparta_http_query_next (const sparta_event *, sparta_http_position *,
                            const char **name, const char **value);
int sparta_http_header_next (const sparta_event *, sparta_http_position *,
                             const char **name, const char **value);

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_HTTP_H */
