/* buffer.h: bytes that grow, the only allocator of the runtime's hot path.

   A zeroed buffer is empty and valid.  data[size] is 0 whenever data is not
   NULL, so that a buffer is a string too.  Every function that can run out of
   memory returns 0 or SPARTA_ENOMEM and leaves the buffer as it was.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_BUFFER_H
#define SPARTAP_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

struct spartap_buffer
{
  char *data;
  size_t size, capacity;
};

/* Makes room for EXTRA more bytes and a NUL.  */
int spartap_buffer_reserve (struct spartap_buffer *, size_t extra);
int spartap_buffer_append (struct spartap_buffer *, const void *, size_t);
int spartap_buffer_append_text (struct spartap_buffer *, const char *text);
int spartap_buffer_vprintf (struct spartap_buffer *, const char *format,
                            va_list);
int spartap_buffer_printf (struct spartap_buffer *, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Empties the buffer and keeps its memory; frees it.  */
void spartap_buffer_clear (struct spartap_buffer *);
void spartap_buffer_free (struct spartap_buffer *);

#endif /* SPARTAP_BUFFER_H */
