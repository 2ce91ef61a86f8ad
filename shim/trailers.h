/* trailers.h: the function error behind a streamed response.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_TRAILERS_H
#define SHIM_TRAILERS_H

#include <microhttpd.h>
#include <stdbool.h>

/* Whether CONNECTION's client streams what it posts.  */
bool trailers_streaming_p (struct MHD_Connection *connection);

/* The error JSON in the trailers behind CONNECTION's body, which the caller
   frees; NULL: there is none.  */
char *trailers_error (struct MHD_Connection *connection);

#endif /* SHIM_TRAILERS_H */
