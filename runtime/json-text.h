/* json-text.h: text to JSON strings.  Bytes that are no UTF-8 become U+FFFD,
   so that what leaves is JSON whatever came in.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_JSON_TEXT_H
#define SPARTAP_JSON_TEXT_H

#include <stdbool.h>

#include "buffer.h"

/* Appends SIZE bytes of TEXT as a JSON string, quotes included.  */
int spartap_json_append (struct spartap_buffer *, const char *text,
                         size_t size);
/* Likewise a NUL-terminated TEXT; NULL is "".  */
int spartap_json_append_text (struct spartap_buffer *, const char *text);
/* Likewise SIZE bytes of TEXT without the quotes.  */
int spartap_json_append_inside (struct spartap_buffer *, const char *text,
                                size_t size);

/* Turns the buffer's whole content into a JSON string, in place.  */
int spartap_json_quote (struct spartap_buffer *);

/* Whether SIZE bytes at TEXT are UTF-8.  */
bool spartap_utf8_p (const char *text, size_t size);

/* Whether SIZE bytes at TEXT look like a JSON value: the first byte that is
   not blank is {, [ or ", or all is a number, true, false or null.  */
bool spartap_json_p (const char *text, size_t size);

#endif /* SPARTAP_JSON_TEXT_H */
