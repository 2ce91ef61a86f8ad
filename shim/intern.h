/* intern.h: each string once, known by a number.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_INTERN_H
#define SHIM_INTERN_H

#include <stddef.h>

/* Zeroed, it is empty.  */
struct intern
{
  char **strings;               /* from number 1 on; copies */
  size_t n;                     /* with number 0, once there is one */
  size_t *slots;                /* numbers by hash; 0: free */
  size_t n_slots;               /* a power of two, or 0 */
};

/* The number of the SIZE bytes at STRING, a string then: 1 and up, in the
   order of first use; 0 for no bytes.  */
size_t intern_bytes (struct intern *intern, const char *string, size_t size);

/* Likewise of a whole string; NULL is none.  */
size_t intern_string (struct intern *intern, const char *string);

void intern_free (struct intern *intern);

#endif /* SHIM_INTERN_H */
