/* http-head.h: the head of an HTTP/1.1 response, read in place and resumed
   wherever the network cut it.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_HTTP_HEAD_H
#define SPARTAP_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bounds, far above what Lambda sends.  */
#define SPARTAP_HTTP_HEAD_MAX (128 * 1024)
#define SPARTAP_HTTP_HEADERS_MAX 100

/* Offsets into the data: it may move while it grows.  */
struct spartap_http_slice
{
  uint32_t name, name_size, value;
};

/* All zero before the first call of parse.  */
struct spartap_http_head
{
  size_t size;                  /* what was parsed: whole lines */
  bool complete;
  bool keep;                    /* the connection may be used again */
  bool chunked, sized;          /* what ends the body; neither: EOF does */
  int status;
  uint64_t length;              /* of the body, where SIZED */
  unsigned n_headers;
  struct spartap_http_slice headers[SPARTAP_HTTP_HEADERS_MAX];
};

/* Parses what there is of a head in SIZE bytes of DATA, of which an earlier
   call may have seen the first.  Values are ended with a NUL in place.
   Returns 1: complete; 0: more is needed; or a spartap_http_error.  */
int spartap_http_head_parse (struct spartap_http_head *, char *data,
                             size_t size);

/* The value of the header NAME (any case), or NULL.  */
const char *spartap_http_head_find (const struct spartap_http_head *,
                                    const char *data, const char *name);

#endif /* SPARTAP_HTTP_HEAD_H */
