/* base64.h: base64 (RFC 4648), as AWS has binary data in JSON.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_BASE64_H
#define SPARTAP_BASE64_H

#include <stddef.h>
#include <sys/types.h>

#include "buffer.h"

/* The most that SIZE characters decode to.  */
size_t spartap_base64_decoded_max (size_t size);

/* Decodes the SIZE characters at IN to OUT, which may be IN, and returns how
   many bytes they are; -1 where they are not base64.  The alphabet is the
   standard one or the URL-safe one; padding is whole or left out; nothing
   else may stand there, white space neither.  Bits behind the last byte are
   not looked at.  No NUL is written.  */
ssize_t spartap_base64_decode (char *out, const char *in, size_t size);

/* How many characters SIZE bytes are, encoded.  */
static inline size_t
spartap_base64_encoded (size_t size)
{
  return (size + 2) / 3 * 4;
}

/* Encodes SIZE bytes of DATA to TO; no NUL is written.  Async-signal-safe.  */
void spartap_base64_encode (char *to, const void *data, size_t size);

/* Appends SIZE bytes of DATA, encoded in the standard alphabet with padding.
   Returns 0 or SPARTA_ENOMEM.  */
int spartap_base64_append (struct spartap_buffer *, const void *data,
                           size_t size);

#endif /* SPARTAP_BASE64_H */
