/* records-eventbridge.c: events of EventBridge: those of its rules and
   schedules, which come one by one.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "internal.h"
#include "records.h"

/* Whether POINTER is a string in EVENT.  */
static bool
string_p (const sparta_event *event, const char *pointer)
{
  sparta_value value;
  return sparta_event_get (event, pointer, &value) == 0
         && sparta_value_kind (&value) == SPARTA_STRING;
}

bool
spartap_eventbridge_p (const sparta_event *event)
{
  return string_p (event, "/detail-type") && string_p (event, "/source");
}

/* The string at POINTER, where EVENT is EventBridge's.  */
static const char *
string (const sparta_event *event, const char *pointer)
{
  sparta_value value;
  if (!spartap_eventbridge_p (event)
      || sparta_event_get (event, pointer, &value) != 0)
    return NULL;
  return spartap_value_text (&value, NULL);
}

const char *
sparta_eventbridge_id (const sparta_event *event)
{
  return string (event, "/id");
}

const char *
sparta_eventbridge_source (const sparta_event *event)
{
  return string (event, "/source");
}

const char *
sparta_eventbridge_detail_type (const sparta_event *event)
{
  return string (event, "/detail-type");
}

const char *
sparta_eventbridge_time (const sparta_event *event)
{
  return string (event, "/time");
}

const char *
sparta_eventbridge_account (const sparta_event *event)
{
  return string (event, "/account");
}

const char *
sparta_eventbridge_region (const sparta_event *event)
{
  return string (event, "/region");
}

const char *
sparta_eventbridge_resource (const sparta_event *event, size_t i)
{
  char pointer[sizeof "/resources/" + 3 * sizeof i];
  snprintf (pointer, sizeof pointer, "/resources/%zu", i);
  return string (event, pointer);
}

int
sparta_eventbridge_detail (const sparta_event *event, const char *pointer,
                           sparta_value *value)
{
  sparta_value detail;
  if (pointer == NULL)
    return SPARTA_EINVAL;
  if (!spartap_eventbridge_p (event))
    return SPARTA_EKIND;
  int error = sparta_event_get (event, "/detail", &detail);
  return error != 0 ? error : sparta_value_get (&detail, pointer, value);
}
