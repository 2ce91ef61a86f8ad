/* fiber.c: the stack on which main lives.  makecontext and swapcontext do the
   work; the sanitizers, which follow stacks, are told of each switch where
   their runtime is in the process (the functions are weak).

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "fiber.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sparta.h"

/* A main thread's usual stack, and the least and most that a limit makes of
   it.  Only what is touched becomes memory.  */
#define STACK_USUAL (8u << 20)
#define STACK_LEAST (1u << 20)
#define STACK_MOST (64u << 20)

/* <sanitizer/common_interface_defs.h> and <sanitizer/tsan_interface.h>.  */
#pragma weak __sanitizer_start_switch_fiber
#pragma weak __sanitizer_finish_switch_fiber
#pragma weak __tsan_get_current_fiber
#pragma weak __tsan_create_fiber
#pragma weak __tsan_switch_to_fiber
void __sanitizer_start_switch_fiber (void **, const void *, size_t);
void __sanitizer_finish_switch_fiber (void *, const void **, size_t *);
void *__tsan_get_current_fiber (void);
void *__tsan_create_fiber (unsigned);
void __tsan_switch_to_fiber (void *, unsigned);

static size_t
stack_size (void)
{
  struct rlimit limit;
  if (getrlimit (RLIMIT_STACK, &limit) != 0
      || limit.rlim_cur == RLIM_INFINITY)
    return STACK_USUAL;
  return limit.rlim_cur < STACK_LEAST ? STACK_LEAST
         : limit.rlim_cur > STACK_MOST ? STACK_MOST
         : limit.rlim_cur & ~(size_t) 0xFFFF;
}

/* After a switch: SAVED is what start_switch left for this stack.  */
static void
arrive (void *saved, const void **from, size_t *from_size)
{
  if (__sanitizer_finish_switch_fiber != NULL)
    __sanitizer_finish_switch_fiber (saved, from, from_size);
}

static void
leave (void **saved, const void *to, size_t to_size, void *tsan)
{
  if (__sanitizer_start_switch_fiber != NULL)
    __sanitizer_start_switch_fiber (saved, to, to_size);
  if (__tsan_switch_to_fiber != NULL && tsan != NULL)
    __tsan_switch_to_fiber (tsan, 0);
}

/* makecontext passes ints: a pointer goes in two halves.  */
static void
begin (unsigned high, unsigned low)
{
  struct spartap_fiber *fiber
    = (void *) ((uintptr_t) high << 16 << 16 | (uintptr_t) low);
  arrive (NULL, &fiber->outside_stack, &fiber->outside_stack_size);
  fiber->body ();
  /* A stack that is left for good is left with no place to save to.  */
  leave (NULL, fiber->outside_stack, fiber->outside_stack_size,
         fiber->tsan_outside);
}

void
spartap_fiber_resume (struct spartap_fiber *fiber)
{
  if (__tsan_get_current_fiber != NULL)
    fiber->tsan_outside = __tsan_get_current_fiber ();
  leave (&fiber->asan_outside, fiber->stack, fiber->stack_size,
         fiber->tsan_inside);
  swapcontext (&fiber->outside, &fiber->inside);
  arrive (fiber->asan_outside, NULL, NULL);
}

/* Maps the stack, with a page below it that nobody may touch.  */
static int
map_stack (struct spartap_fiber *fiber)
{
  size_t guard = sysconf (_SC_PAGESIZE), size = stack_size ();
  char *memory = mmap (NULL, guard + size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
                         | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED)
    return SPARTA_ENOMEM;
  if (mprotect (memory, guard, PROT_NONE) != 0)
    {
      munmap (memory, guard + size);
      return SPARTA_ENOMEM;
    }
  fiber->stack = memory + guard;
  fiber->stack_size = size;
  return 0;
}

int
spartap_fiber_start (struct spartap_fiber *fiber, void (*body) (void))
{
  int error = map_stack (fiber);
  if (error != 0)
    return error;
  fiber->body = body;
  getcontext (&fiber->inside);
  fiber->inside.uc_stack.ss_sp = fiber->stack;
  fiber->inside.uc_stack.ss_size = fiber->stack_size;
  fiber->inside.uc_link = &fiber->outside;
  if (__tsan_create_fiber != NULL)
    fiber->tsan_inside = __tsan_create_fiber (0);
  makecontext (&fiber->inside, (void (*) (void)) begin, 2,
               (unsigned) ((uintptr_t) fiber >> 16 >> 16),
               (unsigned) (uintptr_t) fiber);
  spartap_fiber_resume (fiber);
  return 0;
}

void
spartap_fiber_suspend (struct spartap_fiber *fiber)
{
  leave (&fiber->asan_inside, fiber->outside_stack, fiber->outside_stack_size,
         fiber->tsan_outside);
  swapcontext (&fiber->inside, &fiber->outside);
  arrive (fiber->asan_inside, &fiber->outside_stack,
          &fiber->outside_stack_size);
}
