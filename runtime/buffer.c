/* buffer.c: bytes that grow.  See buffer.h for the promises.

   SPDX-License-Identifier: MIT  */

#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sparta.h"

/* The least that is allocated: a short reply, or an error's text.  */
#define LEAST 256

int
spartap_buffer_reserve (struct spartap_buffer *buffer, size_t extra)
{
  if (extra < buffer->capacity - buffer->size)
    return 0;
  if (extra > SIZE_MAX / 2 - buffer->size - 1)
    return SPARTA_ENOMEM;
  size_t wanted = buffer->size + extra + 1;
  size_t capacity = buffer->capacity * 2;
  if (capacity < wanted)
    capacity = wanted;
  if (capacity < LEAST)
    capacity = LEAST;
  char *data = realloc (buffer->data, capacity);
  if (data == NULL)
    return SPARTA_ENOMEM;
  buffer->data = data;
  buffer->capacity = capacity;
  data[buffer->size] = 0;
  return 0;
}

int
spartap_buffer_append (struct spartap_buffer *buffer, const void *data,
                       size_t size)
{
  int error = spartap_buffer_reserve (buffer, size);
  if (error != 0)
    return error;
  if (size > 0)
    memcpy (buffer->data + buffer->size, data, size);
  buffer->size += size;
  buffer->data[buffer->size] = 0;
  return 0;
}

int
spartap_buffer_append_text (struct spartap_buffer *buffer, const char *text)
{
  return spartap_buffer_append (buffer, text, strlen (text));
}

int
spartap_buffer_vprintf (struct spartap_buffer *buffer, const char *format,
                        va_list arguments)
{
  int error = spartap_buffer_reserve (buffer, 0);
  if (error != 0)
    return error;
  va_list again;
  va_copy (again, arguments);
  size_t room = buffer->capacity - buffer->size;
  int size = vsnprintf (buffer->data + buffer->size, room, format, arguments);
  if (size < 0)
    error = SPARTA_EFORMAT;
  else if ((size_t) size >= room)
    {
      error = spartap_buffer_reserve (buffer, size);
      if (error == 0)
        vsnprintf (buffer->data + buffer->size, (size_t) size + 1, format,
                   again);
    }
  va_end (again);
  if (error == 0)
    buffer->size += size;
  else
    buffer->data[buffer->size] = 0;
  return error;
}

int
spartap_buffer_printf (struct spartap_buffer *buffer, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  int error = spartap_buffer_vprintf (buffer, format, arguments);
  va_end (arguments);
  return error;
}

void
spartap_buffer_clear (struct spartap_buffer *buffer)
{
  buffer->size = 0;
  if (buffer->data != NULL)
    buffer->data[0] = 0;
}

void
spartap_buffer_free (struct spartap_buffer *buffer)
{
  free (buffer->data);
  *buffer = (struct spartap_buffer) { 0 };
}
