/* utf8.h: one character of UTF-8, and what stands in for what is none.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_UTF8_H
#define SPARTAP_UTF8_H

#include <stddef.h>

#define SPARTAP_REPLACEMENT "\xEF\xBF\xBD"      /* U+FFFD */
#define SPARTAP_REPLACEMENT_SIZE (sizeof SPARTAP_REPLACEMENT - 1)

/* How many of the LEFT bytes at P are one character of UTF-8; 0: none.
   Overlong forms, surrogates and what is above U+10FFFF are none (Unicode 15,
   table 3-7).  */
static inline size_t
spartap_utf8_size (const unsigned char *p, size_t left)
{
  size_t size = p[0] < 0x80 ? 1
                : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
                : p[0] >= 0xE0 && p[0] < 0xF0 ? 3
                : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
  if (size == 0 || size > left)
    return 0;
  for (size_t i = 1; i < size; i++)
    if ((p[i] & 0xC0) != 0x80)
      return 0;
  if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0)
      || (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90))
    return 0;
  return size;
}

#endif /* SPARTAP_UTF8_H */
