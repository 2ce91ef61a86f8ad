/* fiber.h: a second stack in the calling thread, on which main lives while the
   library serves.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_FIBER_H
#define SPARTAP_FIBER_H

#include <stddef.h>
#include <ucontext.h>

struct spartap_fiber
{
  ucontext_t inside, outside;
  void *stack;                  /* its lowest page is the guard */
  size_t stack_size;
  void (*body) (void);
  /* What AddressSanitizer and ThreadSanitizer want to know.  */
  void *asan_inside, *asan_outside;
  const void *outside_stack;
  size_t outside_stack_size;
  void *tsan_inside, *tsan_outside;
};

/* Runs BODY on a stack of its own until it suspends or returns.  Returns 0 or
   SPARTA_ENOMEM.  */
int spartap_fiber_start (struct spartap_fiber *, void (*body) (void));

/* On the fiber: goes back to whoever started or resumed it.  Returns when the
   fiber is resumed.  */
void spartap_fiber_suspend (struct spartap_fiber *);

/* Goes on where the fiber was suspended, until it suspends or returns.  */
void spartap_fiber_resume (struct spartap_fiber *);

#endif /* SPARTAP_FIBER_H */
