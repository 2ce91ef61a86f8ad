/* clock.h: a clock for time limits.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_CLOCK_H
#define SHIM_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Milliseconds that only ever grow.  */
static inline int64_t
clock_now_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif /* SHIM_CLOCK_H */
