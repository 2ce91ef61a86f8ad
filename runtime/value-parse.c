/* value-parse.c: JSON that stands in a string of the event, or anywhere else.

   SPDX-License-Identifier: MIT  */

#include "value.h"

int
sparta_event_parse (const sparta_event *event, const char *text, size_t size,
                    sparta_value *value)
{
  *value = (sparta_value) { 0 };
  if (text == NULL)
    return SPARTA_EINVAL;
  /* What is remembered of the event may have stood at the same address.  */
  const char *end = text + size;
  ((sparta_event *) event)->passed = (struct spartap_passed) { NULL, NULL };
  return spartap_value_begin (event, spartap_scan_blank (text, end), end,
                              value);
}
