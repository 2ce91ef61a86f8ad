/* headers.h: the headers of a response: name NUL value NUL, and so on, in one
   buffer.  Those of one name, in any case, stand together, so that a header is
   written as one member of a JSON object in one pass.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_HEADERS_H
#define SPARTAP_HEADERS_H

#include "buffer.h"

/* Adds VALUE behind those of NAME.  The first one's spelling is what is
   written.  Returns 0 or SPARTA_ENOMEM.  */
int spartap_headers_add (struct spartap_buffer *, const char *name,
                         const char *value);
/* Likewise, in their place.  */
int spartap_headers_set (struct spartap_buffer *, const char *name,
                         const char *value);
void spartap_headers_remove (struct spartap_buffer *, const char *name);

/* The first value of NAME; NULL: there is none.  */
const char *spartap_headers_get (const struct spartap_buffer *,
                                 const char *name);

/* How many values NAME has.  */
size_t spartap_headers_count (const struct spartap_buffer *,
                              const char *name);

/* How several values of one name are written: as one string, joined by ", "
   (RFC 9110, 5.3; of Set-Cookie, which must not be joined, the last alone), or
   each value as an array's item.  */
enum spartap_headers_form
{
  SPARTAP_HEADERS_JOINED,
  SPARTAP_HEADERS_LISTED
};

/* Appends all of HEADERS as a JSON object; the values of NAME as an array.  */
int spartap_headers_append_json (struct spartap_buffer *out,
                                 const struct spartap_buffer *headers,
                                 enum spartap_headers_form);
int spartap_headers_append_values (struct spartap_buffer *out,
                                   const struct spartap_buffer *headers,
                                   const char *name);

#endif /* SPARTAP_HEADERS_H */
