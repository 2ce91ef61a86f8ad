/* mix.h: invocations of mixed functions and sizes, errors among them, whose
   every answer is verified.

   SPDX-License-Identifier: MIT  */

#ifndef MIX_H
#define MIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sparta-abi.h"

/* One caller: a seed in RANDOM that is not 0, a reply of its own.  */
struct mix
{
  uint64_t random;
  size_t n;                     /* so many invocations yet */
  size_t n_wrong;
  struct sparta_reply reply;
  char request_id[40];
};

/* Takes down what each event is answered with, for later.  */
void mix_prepare (void);

/* One more invocation.  Returns whether its answer is its own.  */
bool mix_invoke (struct mix *);

/* The largest event before and behind each of the others: buffers change
   places, and each of them gets its size.  */
bool mix_warm_up (struct mix *);

#endif /* MIX_H */
