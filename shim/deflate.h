/* deflate.h: the bytes of a zip's entry, as small as DEFLATE (RFC 1951) makes
   them: libzip alone has zlib's effort only.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_DEFLATE_H
#define SHIM_DEFLATE_H

#include <stddef.h>
#include <zip.h>

/* A source of ZIP's that has SIZE bytes of DATA, compressed already, which
   libzip writes as they are.  DATA is not kept.  NULL: no memory.  */
zip_source_t *deflate_source (zip_t *zip, const char *data, size_t size);

#endif /* SHIM_DEFLATE_H */
