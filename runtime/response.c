/* response.c: what a handler writes: status, headers, body, failure.  What is
   posted of it is response-finish.c's.

   SPDX-License-Identifier: MIT  */

#include <stdarg.h>
#include <string.h>

#include "headers.h"
#include "internal.h"

/* Whether TEXT is not empty and holds no control character (RFC 9110, 5.5;
   a tab is allowed in a value).  */
static bool
line_p (const char *text, bool value)
{
  if (*text == 0 && !value)
    return false;
  for (; *text != 0; text++)
    if (((unsigned char) *text < 0x20 && !(value && *text == '\t'))
        || *text == 0x7F)
      return false;
  return true;
}

/* Whether NAME is a header's name: a token (RFC 9110, 5.6.2).  */
static bool
token_p (const char *name)
{
  static const char also[] = "!#$%&'*+-.^_`|~";
  if (*name == 0)
    return false;
  for (; *name != 0; name++)
    if (!(*name >= '0' && *name <= '9') && !(*name >= 'A' && *name <= 'Z')
        && !(*name >= 'a' && *name <= 'z') && strchr (also, *name) == NULL)
      return false;
  return true;
}

/* Remembers that a part of the response is missing; returns ERROR.  */
static int
note (sparta_response *response, int error)
{
  if (error == SPARTA_ENOMEM)
    response->out_of_memory = true;
  return error;
}

static const struct spartap_head head
  = { spartap_headers_get, spartap_response_error };

int
sparta_response_status (sparta_response *response, int status)
{
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  if (status < 100 || status > 599)
    return SPARTA_ESTATUS;
  if (response->flushed)
    return SPARTA_ESENT;
  response->head = &head;
  response->status = status;
  return 0;
}

/* The error of a header that RESPONSE cannot have; 0: it can.  */
static int
check_header (const sparta_response *response, const char *name,
              const char *value)
{
  if (name == NULL || value == NULL || spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  if (!token_p (name) || !line_p (value, true))
    return SPARTA_EHEADER;
  return response->flushed ? SPARTA_ESENT : 0;
}

int
sparta_response_header (sparta_response *response, const char *name,
                        const char *value)
{
  int error = check_header (response, name, value);
  if (error != 0)
    return error;
  response->head = &head;
  return note (response, spartap_headers_set (response->headers, name,
                                              value));
}

int
sparta_response_header_add (sparta_response *response, const char *name,
                            const char *value)
{
  int error = check_header (response, name, value);
  if (error != 0)
    return error;
  response->head = &head;
  return note (response, spartap_headers_add (response->headers, name,
                                              value));
}

int
sparta_response_cookie (sparta_response *response, const char *set_cookie)
{
  return sparta_response_header_add (response, "Set-Cookie", set_cookie);
}

int
sparta_response_write (sparta_response *response, const void *data,
                       size_t size)
{
  if ((data == NULL && size > 0) || spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  return note (response, spartap_buffer_append (&response->body, data, size));
}

int
sparta_response_printf (sparta_response *response, const char *format, ...)
{
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  va_list arguments;
  va_start (arguments, format);
  int error = spartap_buffer_vprintf (&response->body, format, arguments);
  va_end (arguments);
  return note (response, error);
}

int
sparta_response_fail (sparta_response *response, const char *type,
                      const char *format, ...)
{
  if (type == NULL || !line_p (type, false))
    return SPARTA_ETYPE;
  if (spartap_response_closed_p (response))
    return SPARTA_EINVAL;
  response->head = &head;
  spartap_buffer_clear (response->error_type);
  int error = spartap_buffer_append_text (response->error_type, type);
  spartap_buffer_clear (&response->body);
  va_list arguments;
  va_start (arguments, format);
  if (error == 0)
    error = spartap_buffer_vprintf (&response->body, format, arguments);
  va_end (arguments);
  return note (response, error);
}
