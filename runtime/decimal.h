/* decimal.h: decimal numbers, without strtol and its kin: from glibc 2.38 on,
   headers bind those to __isoc23_ symbols that Lambda's glibc does not have.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_DECIMAL_H
#define SPARTAP_DECIMAL_H

#include <stdint.h>

/* The number that TEXT is, all digits; -1 where it is NULL, empty, anything
   else or above INT64_MAX.  */
int64_t spartap_decimal (const char *text);

#endif /* SPARTAP_DECIMAL_H */
