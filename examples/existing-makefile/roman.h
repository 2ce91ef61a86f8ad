/* roman.h: numbers as the Romans wrote them.
   SPDX-License-Identifier: MIT  */

#ifndef ROMAN_H
#define ROMAN_H

#include <stddef.h>

#define ROMAN_MAX 3999
#define ROMAN_SIZE 16           /* MMMDCCCLXXXVIII and a NUL */

/* Writes NUMBER, 1 to ROMAN_MAX, to TEXT.  Returns 0, or -1 where the Romans
   had no such number.  */
int roman_write (char text[ROMAN_SIZE], long number);

/* The number that TEXT means, -1 where it is none.  */
long roman_read (const char *text);

#endif /* ROMAN_H */
