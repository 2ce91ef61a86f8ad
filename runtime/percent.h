/* percent.h: percent-encoding (RFC 3986, 2.1), as URLs and forms have it.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_PERCENT_H
#define SPARTAP_PERCENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Decodes the SIZE characters at IN to OUT, which may be IN, and returns how
   many bytes they are, never more than SIZE.  With PLUS a plus is a space, as
   a form has it.  A percent sign without two hexadecimal digits stays as it
   is.  No NUL is written.  */
ssize_t spartap_percent_decode (char *out, const char *in, size_t size,
                                bool plus);

#endif /* SPARTAP_PERCENT_H */
