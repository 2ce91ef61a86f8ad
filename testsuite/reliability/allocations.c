/* allocations.c: the watched allocator.

   SPDX-License-Identifier: MIT  */

#include "allocations.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef WRAP_ALLOCATIONS
# define OURS(name) __wrap_##name
# define THEIRS(name) __real_##name
#else
# define OURS(name) name
# define THEIRS(name) __libc_##name
#endif

void *THEIRS (malloc) (size_t);
void *THEIRS (calloc) (size_t, size_t);
void *THEIRS (realloc) (void *, size_t);
void THEIRS (free) (void *);
void *OURS (malloc) (size_t);
void *OURS (calloc) (size_t, size_t);
void *OURS (realloc) (void *, size_t);
void OURS (free) (void *);

static _Thread_local bool watching;
static _Thread_local size_t count, refused;
static _Thread_local bool refused_ever;

/* What was allocated under watch and is there.  */
#define MOST 4096
static struct block
{
  void *address;
  size_t size;
} blocks[MOST];
static _Atomic size_t n_blocks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void
allocations_watch (size_t n, bool ever)
{
  watching = true;
  count = 0;
  refused = n;
  refused_ever = ever;
}

size_t
allocations_unwatch (void)
{
  watching = false;
  return count;
}

size_t
allocations_left (size_t *size)
{
  if (n_blocks > 0)
    *size = blocks[0].size;
  return n_blocks;
}

/* Counts an allocation; returns whether it is refused.  */
static bool
refuse (void)
{
  if (!watching)
    return false;
  count++;
  if (refused == 0 || count < refused || (count > refused && !refused_ever))
    return false;
  errno = ENOMEM;
  return true;
}

static void *
keep (void *address, size_t size)
{
  if (!watching || address == NULL)
    return address;
  pthread_mutex_lock (&lock);
  if (n_blocks == MOST)
    abort ();
  blocks[n_blocks++] = (struct block) { address, size };
  pthread_mutex_unlock (&lock);
  return address;
}

/* ADDRESS is freed.  Returns whether account was kept of it.  */
static bool
forget (const void *address)
{
  bool found = false;
  if (n_blocks == 0)
    return false;
  pthread_mutex_lock (&lock);
  for (size_t i = n_blocks; i-- > 0 && !found;)
    if (blocks[i].address == address)
      {
        blocks[i] = blocks[--n_blocks];
        found = true;
      }
  pthread_mutex_unlock (&lock);
  return found;
}

void *
OURS (malloc) (size_t size)
{
  return refuse () ? NULL : keep (THEIRS (malloc) (size), size);
}

void *
OURS (calloc) (size_t n, size_t size)
{
  return refuse () ? NULL : keep (THEIRS (calloc) (n, size), n * size);
}

void *
OURS (realloc) (void *old, size_t size)
{
  if (refuse ())
    return NULL;
  /* Before: another thread may be given what is freed.  */
  bool kept = old != NULL && forget (old), was_watching = watching;
  void *new = THEIRS (realloc) (old, size);
  watching |= kept;
  keep (new, size);
  watching = was_watching;
  return new;
}

void
OURS (free) (void *old)
{
  if (old != NULL)
    forget (old);
  THEIRS (free) (old);
}
