/* arena.h: memory for an invocation's strings, all given back at once.

   Blocks double, and the largest stays with the arena, so that a steady state
   allocates nothing.  A zeroed arena is empty and valid.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_ARENA_H
#define SPARTAP_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct spartap_block;

struct spartap_arena
{
  struct spartap_block *top;    /* the newest */
  bool failed;                  /* a take had no memory */
};

/* What an arena was like.  */
struct spartap_mark
{
  struct spartap_block *top;
  size_t size;
  bool failed;
};

/* SIZE bytes, not aligned; NULL: out of memory.  */
char *spartap_arena_take (struct spartap_arena *, size_t size);

/* Gives back what is behind the first SIZE bytes of TAKEN, which was the last
   to be taken.  */
void spartap_arena_trim (struct spartap_arena *, char *taken, size_t size);

/* Marks what is taken from now on, none of which has failed yet; gives back
   all that was taken since MARK.  */
struct spartap_mark spartap_arena_mark (struct spartap_arena *);
void spartap_arena_release (struct spartap_arena *, struct spartap_mark mark);

void spartap_arena_free (struct spartap_arena *);

#endif /* SPARTAP_ARENA_H */
