/* allocations.h: the program's allocator, watched: it counts what the calling
   thread asks for, refuses what it is told to, and knows what is still there.

   The definitions interpose the C library's, so that what libc and jansson
   allocate counts, too.  With a sanitizer, which has an allocator of its own,
   they are instead what the linker's --wrap makes of the program's calls.

   SPDX-License-Identifier: MIT  */

#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* From now on the calling thread's allocations are counted and kept account
   of; the Nth is refused, with EVER each one behind it, too; 0: none is.  */
void allocations_watch (size_t n, bool ever);

/* No more; returns how many there were.  */
size_t allocations_unwatch (void);

/* How many of what was allocated under watch is not freed, by whichever
   thread; and the size of one of those, for a message.  */
size_t allocations_left (size_t *size);

#endif /* ALLOCATIONS_H */
