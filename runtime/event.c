/* event.c: the event's bytes.

   SPDX-License-Identifier: MIT  */

#include "value.h"

#include <string.h>

const char *
spartap_event_begin (const sparta_event *event)
{
  static const char mark[] = "\xEF\xBB\xBF";
  const char *p = event->data, *end = p + event->size;
  if (event->size >= strlen (mark) && memcmp (p, mark, strlen (mark)) == 0)
    p += strlen (mark);
  return spartap_scan_blank (p, end);
}

const char *
sparta_event_data (const sparta_event *event, size_t *size)
{
  if (size != NULL)
    *size = event->size;
  return event->data;
}
