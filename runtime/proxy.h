/* proxy.h: HTTP events and the proxy object that answers them, as AWS's
   "Lambda proxy integration" has them.

   proxy.c reads an event once, in one pass, and keeps where its parts stand in
   the call's struct spartap_request; the accessors of sparta-http.h go on from
   there: proxy-line.c, proxy-query.c, proxy-header.c, proxy-body.c.  Strings
   are made in the invocation's arena.  proxy-reply.c writes the response.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_PROXY_H
#define SPARTAP_PROXY_H

#include <stdbool.h>

#include "buffer.h"
#include "sparta-abi.h"
#include "sparta-http.h"

/* The strings of an object, {"a": "x", "b": ["y", "z"]}: a x, b y, b z.  What
   is neither a string nor an array's is passed over.  */
struct spartap_pairs
{
  sparta_iterator members, values;
  bool in_values;               /* values is at the last member's */
  size_t given;                 /* how many pairs came */
};

struct spartap_request
{
  bool read;
  sparta_http_source source;
  /* The event's members of those names; text is NULL where there is none, or
     a null.  */
  sparta_value request_context, version, http_method, path, raw_path,
    raw_query, query, multi_query, headers, multi_headers, cookies,
    path_parameters, body, base64;
  /* What was asked for before.  */
  const char *query_string, *body_data;
  size_t body_size;
  struct spartap_pairs query_pairs, header_pairs;
};

/* The event's request, read where it was not yet.  */
struct spartap_request *spartap_request (const sparta_event *);

/* VALUE's string, *SIZE bytes and a NUL, the last that the arena gave: the
   caller may change it and trims it.  NULL where VALUE is no string, or memory
   ran out.  */
char *spartap_request_take (const sparta_value *value, size_t *size);

/* The size of VALUE's string; 0 where it is none.  */
size_t spartap_request_measure (const sparta_value *value);

/* Ends TAKEN behind SIZE bytes with a NUL, and gives back what is behind.  */
const char *spartap_request_keep (const sparta_event *, char *taken,
                                  size_t size);

/* proxy-pairs.c */

void spartap_pairs_begin (struct spartap_pairs *, const sparta_value *object);
/* The next pair: 1; 0 behind the last; or a negative error.  */
int spartap_pairs_next (struct spartap_pairs *, sparta_value *name,
                        sparta_value *value);
/* Goes on behind the first GIVEN pairs of OBJECT.  At once, where PAIRS stands
   there already; false: there are not so many.  */
bool spartap_pairs_seek (struct spartap_pairs *, const sparta_value *object,
                         size_t given);

#endif /* SPARTAP_PROXY_H */
