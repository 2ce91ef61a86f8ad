/* values.h: events for the tests of the event reader.

   SPDX-License-Identifier: MIT  */

#ifndef VALUES_H
#define VALUES_H

#include "internal.h"

/* An event of its own, in memory of exactly its size, so that a sanitizer sees
   what reads beyond.  */
struct unit_event
{
  sparta_event event;
  struct spartap_arena arena;
  char *data;
};

/* Makes EVENT one of SIZE bytes of TEXT; or of a string.  */
void unit_event_bytes (struct unit_event *event, const char *text,
                       size_t size);
void unit_event_begin (struct unit_event *event, const char *text);
void unit_event_end (struct unit_event *event);

/* The value at POINTER, which must be there.  */
sparta_value unit_get (const struct unit_event *event, const char *pointer);

/* What sparta_event_get says of POINTER in TEXT.  */
int unit_get_error (const char *text, const char *pointer);

/* Reads all of VALUE: every name, string, number; to any depth.  Returns 0 or
   the first error.  */
int unit_read_all (const sparta_value *value);

/* Fails unless VALUE is the string of SIZE bytes, by all ways to it.  */
void unit_string_is (const sparta_value *value, const char *string,
                     size_t size);

#endif /* VALUES_H */
