/* roman.c: numbers as the Romans wrote them.
   SPDX-License-Identifier: MIT  */

#include "roman.h"

#include <string.h>

static const struct
{
  const char *letters;
  int value;
} signs[] = {
  { "M", 1000 }, { "CM", 900 }, { "D", 500 }, { "CD", 400 }, { "C", 100 },
  { "XC", 90 }, { "L", 50 }, { "XL", 40 }, { "X", 10 }, { "IX", 9 },
  { "V", 5 }, { "IV", 4 }, { "I", 1 },
};

#define N_SIGNS (sizeof signs / sizeof signs[0])

int
roman_write (char text[ROMAN_SIZE], long number)
{
  if (number < 1 || number > ROMAN_MAX)
    return -1;
  text[0] = 0;
  for (size_t i = 0; i < N_SIGNS; i++)
    for (; number >= signs[i].value; number -= signs[i].value)
      strcat (text, signs[i].letters);
  return 0;
}

long
roman_read (const char *text)
{
  char again[ROMAN_SIZE];
  const char *rest = text;
  long number = 0;
  for (size_t i = 0; i < N_SIGNS; i++)
    {
      size_t size = strlen (signs[i].letters);
      for (; strncmp (rest, signs[i].letters, size) == 0; rest += size)
        number += signs[i].value;
    }
  /* IIII and VX are read like this too, but nobody writes them.  */
  if (*rest != 0 || roman_write (again, number) != 0
      || strcmp (text, again) != 0)
    return -1;
  return number;
}
