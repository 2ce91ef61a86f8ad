/* sparta-json.h: events and responses as jansson's values.

   A part of its own (pkg-config sparta-json), so that programs which do not
   build trees carry no jansson.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_JSON_H
#define SPARTA_JSON_H

#include <jansson.h>
#include <sparta.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The event as a tree, borrowed: it is freed after the handler returned.  The
   tree is built by the first call.  NULL, with *ERROR filled in (ERROR may be
   NULL), where the event is not JSON or memory is out.  */
json_t *sparta_event_json (const sparta_event *, json_error_t *error);

/* Appends VALUE as compact JSON to the body.  The first borrows VALUE, the
   second steals it, whatever it returns.  SPARTA_EINVAL for NULL, unless errno
   says that it could not be made: SPARTA_ENOMEM; SPARTA_EJSON for what is no
   JSON.  */
int sparta_response_json (sparta_response *, json_t *value);
int sparta_response_json_new (sparta_response *, json_t *value);

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_JSON_H */
