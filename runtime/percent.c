/* percent.c: percent-encoding.

   SPDX-License-Identifier: MIT  */

#include "percent.h"

/* The value of a hexadecimal digit; -1: it is none.  */
static int
hex (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

ssize_t
spartap_percent_decode (char *out, const char *in, size_t size, bool plus)
{
  const char *end = in + size;
  char *to = out;
  while (in < end)
    {
      int high = -1, low = -1;
      if (*in == '%' && end - in > 2)
        {
          high = hex (in[1]);
          low = hex (in[2]);
        }
      if (high >= 0 && low >= 0)
        {
          *to++ = high << 4 | low;
          in += 3;
          continue;
        }
      *to++ = *in == '+' && plus ? ' ' : *in;
      in++;
    }
  return to - out;
}
