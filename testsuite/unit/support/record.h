/* record.h: events and records for the tests of the event helpers.

   SPDX-License-Identifier: MIT  */

#ifndef RECORD_H
#define RECORD_H

#include "sparta-events.h"

/* The text of events/NAME.json; it is not freed.  */
char *unit_sample (const char *name);

/* TEXT with other names for the members MEMBER, so that they are missing; and
   with their values, strings, wrapped in arrays, so that they are of another
   kind.  It is not freed.  */
char *unit_without (const char *text, const char *member);
char *unit_wrapped (const char *text, const char *member);

/* The event of TEXT, SIZE bytes of it; it lives until the next call.  */
const sparta_event *unit_event_from (const char *text);
const sparta_event *unit_event_part (const char *text, size_t size);

/* Record I of the event of TEXT, likewise.  */
sparta_record unit_record (const char *text, size_t i);

/* A field of a record that is a string: in the sample it is VALUE, without
   MEMBER or with something else in its place it is NULL.  */
struct unit_field
{
  const char *(*get) (const sparta_record *record);
  const char *member, *value;
};

/* Asserts that of record I of TEXT, for each of N FIELDS.  */
void unit_fields (const char *text, size_t i, const struct unit_field *fields,
                  size_t n);

#endif /* RECORD_H */
