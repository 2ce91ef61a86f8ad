/* reply.c: replies, as they cross the binary interface.  The memory of a reply
   is lent to a buffer while it is written and given back afterwards, so that
   each reply keeps what it once grew to.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "json-text.h"
#include "thread.h"

static char no_memory[] = "{\"errorMessage\":\"out of memory\",\"errorType\":"
                          "\"" SPARTAP_TYPE_MEMORY "\",\"stackTrace\":[]}";

struct spartap_buffer
spartap_reply_lend (struct sparta_reply *reply)
{
  struct spartap_buffer buffer = { 0 };
  if (reply->data_capacity > 0)
    {
      buffer.data = reply->data;
      buffer.capacity = reply->data_capacity;
      buffer.data[0] = 0;
    }
  reply->data = NULL;
  reply->data_size = reply->data_capacity = 0;
  reply->content_type = reply->error_type = NULL;
  return buffer;
}

void
spartap_reply_take (struct sparta_reply *reply, enum sparta_reply_kind kind,
                    struct spartap_buffer *body)
{
  reply->kind = kind;
  reply->data = body->data;
  reply->data_size = body->size;
  reply->data_capacity = body->capacity;
  *body = (struct spartap_buffer) { 0 };
}

int
spartap_reply_error_memory (struct sparta_reply *reply)
{
  if (reply->data_capacity >= sizeof no_memory)
    memcpy (reply->data, no_memory, sizeof no_memory);
  else
    {
      spartap_free (reply);
      reply->data = no_memory;
    }
  reply->kind = SPARTA_REPLY_ERROR;
  reply->data_size = sizeof no_memory - 1;
  reply->content_type = NULL;
  reply->error_type = SPARTAP_TYPE_MEMORY;
  return SPARTA_FAILED;
}

int
spartap_reply_copy (struct sparta_reply *reply, enum sparta_reply_kind kind,
                    const char *data, size_t size)
{
  struct spartap_buffer body = spartap_reply_lend (reply);
  int error = spartap_buffer_append (&body, data, size);
  spartap_reply_take (reply, kind, &body);
  return error == 0 ? SPARTA_OK : spartap_reply_error_memory (reply);
}

int
spartap_reply_append_error (struct spartap_buffer *out, const char *message,
                            size_t size, const char *type,
                            struct spartap_site site)
{
  int error = spartap_buffer_append_text (out, "{\"errorMessage\":");
  if (error == 0)
    error = spartap_json_append (out, message, size);
  if (error == 0)
    error = spartap_buffer_append_text (out, ",\"errorType\":");
  if (error == 0)
    error = spartap_json_append_text (out, type);
  if (error == 0)
    error = spartap_buffer_append_text (out, ",\"stackTrace\":[");
  if (error == 0 && site.file != NULL)
    {
      char line[24];
      int n = snprintf (line, sizeof line, ":%d\"", site.line);
      error = spartap_json_append_text (out, site.file);
      out->size -= error == 0;          /* the line goes inside the quotes */
      if (error == 0)
        error = spartap_buffer_append (out, line, n);
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "]");
}

int
spartap_reply_error (struct sparta_reply *reply, const char *type,
                     struct spartap_site site, const char *format, ...)
{
  struct spartap_buffer *message = &spartap_thread ()->message;
  va_list arguments;
  va_start (arguments, format);
  spartap_buffer_clear (message);
  int error = spartap_buffer_vprintf (message, format, arguments);
  va_end (arguments);

  struct spartap_buffer body = spartap_reply_lend (reply);
  if (error == 0)
    error = spartap_reply_append_error (&body, message->data, message->size,
                                        type, site);
  if (error == 0)
    error = spartap_buffer_append_text (&body, "}");
  spartap_reply_take (reply, SPARTA_REPLY_ERROR, &body);
  if (error != 0)
    return spartap_reply_error_memory (reply);
  reply->error_type = type;
  return SPARTA_FAILED;
}

void
spartap_free (struct sparta_reply *reply)
{
  if (reply == NULL)
    return;
  if (reply->data_capacity > 0)
    free (reply->data);
  reply->data = NULL;
  reply->data_size = reply->data_capacity = 0;
  reply->content_type = reply->error_type = NULL;
}
