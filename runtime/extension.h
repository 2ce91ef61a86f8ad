/* extension.h: an internal extension of Lambda's, that does nothing: where one
   is registered, Lambda sends SIGTERM ahead of the end, and main's code behind
   its entry call runs.

   Its connection is one of its own.  The registration is sent before the
   program initialises itself and its answer awaited afterwards, so that
   neither waits for the other.  A Runtime API that refuses it, as emulators
   do, is no error; SPARTA_NO_EXTENSION=1 turns it off.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_EXTENSION_H
#define SPARTAP_EXTENSION_H

#include "http.h"

/* Sends the registration to API, which outlives HTTP.  */
void spartap_extension_begin (struct spartap_http *http, const char *api);

/* Receives the answer, if there will be one, before the first request for an
   invocation.  HTTP stays connected; spartap_http_free ends it.  */
void spartap_extension_end (struct spartap_http *http);

#endif /* SPARTAP_EXTENSION_H */
