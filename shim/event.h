/* event.h: what a function is invoked with, and whether it is JSON.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_EVENT_H
#define SHIM_EVENT_H

#include <stdbool.h>
#include <stddef.h>

/* Lambda's limits of a synchronous invocation, in bytes.  */
#define EVENT_MAX ((size_t) 6291456)
#define REPLY_MAX ((size_t) 6291556)
#define STREAM_MAX ((size_t) 200 * 1024 * 1024)

struct event
{
  const char *name;             /* in messages */
  char *data;                   /* the caller's to free */
  size_t size;
};

/* Reads the event of FILE: "-" is standard input, NULL is standard input
   unless that is a terminal.  Nothing there is `{}'.  Prints why not and exits
   2 where it cannot be read.  */
void event_read (struct event *event, const char *file);

/* Prints what Lambda would not accept of EVENT; whether it would.  */
bool event_check (const struct event *event);

/* What keeps DATA from being a JSON text, with line and column: the caller's
   to free; NULL: it is one.  */
char *json_fault (const char *data, size_t size);

#endif /* SHIM_EVENT_H */
