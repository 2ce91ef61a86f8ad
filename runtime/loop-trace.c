/* loop-trace.c: _X_AMZN_TRACE_ID, which X-Ray's libraries read from the
   environment.

   setenv keeps every value that it was ever given, and each invocation has a
   new one.  So the entry is memory of the loop's, which putenv puts into the
   environment and which is written over.

   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "loop.h"

#define NAME "_X_AMZN_TRACE_ID"
#define PREFIX (sizeof NAME "=" - 1)

/* What real ones need; a longer one moves the entry.  */
#define ROOM 512

/* Makes *ENTRY "NAME=ID", in memory that environ does not know yet.  */
static int
move (struct spartap_buffer *entry, const char *id)
{
  struct spartap_buffer moved = { 0 };
  size_t size = strlen (id);
  if (spartap_buffer_reserve (&moved, PREFIX + (size < ROOM ? ROOM : size))
        != 0
      || spartap_buffer_append_text (&moved, NAME "=") != 0
      || spartap_buffer_append (&moved, id, size) != 0
      || putenv (moved.data) != 0)
    {
      spartap_buffer_free (&moved);
      return -1;
    }
  spartap_buffer_free (entry);
  *entry = moved;
  return 0;
}

void
spartap_trace_set (struct spartap_buffer *entry, const char *id)
{
  if (id == NULL)
    {
      unsetenv (NAME);
      return;
    }
  size_t size = strlen (id);
  if (PREFIX + size < entry->capacity)
    {
      memcpy (entry->data + PREFIX, id, size + 1);
      /* The application may have set or removed it.  */
      if (getenv (NAME) == entry->data + PREFIX || putenv (entry->data) == 0)
        return;
    }
  else if (move (entry, id) == 0)
    return;
  unsetenv (NAME);                      /* better none than another's */
}

void
spartap_trace_free (struct spartap_buffer *entry)
{
  if (entry->data != NULL && getenv (NAME) == entry->data + PREFIX)
    unsetenv (NAME);
  spartap_buffer_free (entry);
}
