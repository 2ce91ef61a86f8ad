/* trailers.c: see trailers.h.  The names are those of Lambda's manual, "Using
   the Lambda runtime API": the mode is a header, and an error in the middle of
   a streamed response is two trailers, the JSON in base64.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"
#include "trailers.h"

bool
trailers_streaming_p (struct MHD_Connection *connection)
{
  const char *mode = MHD_lookup_connection_value (
    connection, MHD_HEADER_KIND, "Lambda-Runtime-Function-Response-Mode");
  return mode != NULL && strcasecmp (mode, "streaming") == 0;
}

/* What TEXT, base64, stands for, up to what is none.  The caller frees it.  */
static char *
decode (const char *text)
{
  static const char alphabet[]
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *data = calloc (strlen (text) / 4 * 3 + 4, 1), *to = data;
  const char *found;
  uint32_t bits = 0;
  int n = 0;
  for (; data != NULL && *text != 0; text++)
    {
      if ((found = strchr (alphabet, *text)) == NULL)
        break;
      bits = bits << 6 | (uint32_t) (found - alphabet);
      if (++n % 4 != 1)
        *to++ = bits >> (6 - 2 * ((n - 1) % 4));
    }
  return data;
}

char *
trailers_error (struct MHD_Connection *connection)
{
  const char *type = MHD_lookup_connection_value (
    connection, MHD_FOOTER_KIND, "Lambda-Runtime-Function-Error-Type");
  const char *body = MHD_lookup_connection_value (
    connection, MHD_FOOTER_KIND, "Lambda-Runtime-Function-Error-Body");
  if (body != NULL)
    return decode (body);
  return type == NULL ? NULL : cli_asprintf ("{\"errorType\":\"%s\"}", type);
}
