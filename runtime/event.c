/* event.c: the event's bytes.

   SPDX-License-Identifier: MIT  */

#include "internal.h"

const char *
sparta_event_data (const sparta_event *event, size_t *size)
{
  if (size != NULL)
    *size = event->size;
  return event->data;
}
