/* test-roman.c: every number there and back.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "roman.h"

int
main (void)
{
  char text[ROMAN_SIZE];
  int failures = roman_read ("IIII") != -1 || roman_read ("") != -1
                 || roman_write (text, 0) != -1;
  for (long n = 1; n <= ROMAN_MAX; n++)
    failures += roman_write (text, n) != 0 || roman_read (text) != n;
  printf ("%d failures\n", failures);
  return failures != 0;
}
