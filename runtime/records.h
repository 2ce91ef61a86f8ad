/* records.h: what the event helpers share.

   Each service has its file, records-SERVICE.c, in which a function names the
   place of its field; records.c reads it.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_RECORDS_H
#define SPARTAP_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "sparta-events.h"

/* The value at POINTER in RECORD: 0, SPARTA_EKIND where RECORD is not one of
   SOURCE, or as sparta_value_get.  */
int spartap_record_get (const sparta_record *record, sparta_source source,
                        const char *pointer, sparta_value *value);

/* The string at POINTER, as spartap_value_text has it.  */
const char *spartap_record_string (const sparta_record *record,
                                   sparta_source source, const char *pointer,
                                   size_t *size);

/* The member NAME, which is no pointer and may hold any character, of VALUE:
   0, SPARTA_EKIND where VALUE is no object, SPARTA_ENOENT where it has no
   such member.  MEMBER may be VALUE.  */
int spartap_value_member (const sparta_value *value, const char *name,
                          sparta_value *member);

/* VALUE's string, and its size where SIZE is not NULL; NULL, and 0, where it
   is none or memory ran out.  */
const char *spartap_value_text (const sparta_value *value, size_t *size);

/* Likewise what the string is the base64 of, NUL-terminated; NULL where it
   is not base64.  */
const char *spartap_value_base64 (const sparta_value *value, size_t *size);

/* records-eventbridge.c: whether EVENT has the members that tell EventBridge's
   events from others.  */
bool spartap_eventbridge_p (const sparta_event *event);

#endif /* SPARTAP_RECORDS_H */
