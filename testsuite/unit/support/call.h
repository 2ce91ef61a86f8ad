/* call.h: an invocation without a library: a service of two functions, unit
   and unit-http, whose handler is the test's.  A test calls unit_call at will;
   the service is registered by the first call.

   SPDX-License-Identifier: MIT  */

#ifndef CALL_H
#define CALL_H

#include "internal.h"

/* What an invocation came to; the strings live until the next call.  */
struct unit_reply
{
  int outcome;
  const char *data;
  size_t size;
  const char *content_type, *error_type;
};

/* Invokes HANDLER with EVENT.  */
struct unit_reply unit_call (sparta_handler *handler, const char *event);

/* Likewise as an HTTP function; with all that the host may say.  */
struct unit_reply unit_call_http (sparta_handler *handler, const char *event);
struct unit_reply unit_call_with (sparta_handler *handler,
                                  const struct sparta_invocation *);

/* Turns standard error into a file; what was written there since is returned
   by unit_stderr, which the caller frees.  */
void unit_stderr_begin (void);
char *unit_stderr (void);

#endif /* CALL_H */
