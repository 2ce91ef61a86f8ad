/* decimal.c: see decimal.h.

   SPDX-License-Identifier: MIT  */

#include "decimal.h"

#include <stddef.h>

int64_t
spartap_decimal (const char *text)
{
  int64_t number = 0;
  if (text == NULL || *text == 0)
    return -1;
  for (; *text >= '0' && *text <= '9'; text++)
    if (__builtin_mul_overflow (number, 10, &number)
        || __builtin_add_overflow (number, *text - '0', &number))
      return -1;
  return *text == 0 ? number : -1;
}
