/* arena.c: memory for an invocation's strings.

   SPDX-License-Identifier: MIT  */

#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

/* The first block, and the most that stays between invocations.  */
#define FIRST 4096
#define KEPT (8 * 1024 * 1024)

struct spartap_block
{
  struct spartap_block *below;
  size_t size, capacity;
  char data[];
};

static struct spartap_block *
push (struct spartap_arena *arena, size_t size)
{
  struct spartap_block *top = arena->top;
  size_t capacity = top == NULL ? FIRST : 2 * top->capacity;
  if (capacity < size)
    capacity = size;
  if (capacity > SIZE_MAX - sizeof *top)
    return NULL;
  struct spartap_block *block = malloc (sizeof *block + capacity);
  if (block == NULL)
    return NULL;
  *block = (struct spartap_block) { .below = top, .capacity = capacity };
  arena->top = block;
  return block;
}

char *
spartap_arena_take (struct spartap_arena *arena, size_t size)
{
  struct spartap_block *block = arena->top;
  if (block == NULL || block->capacity - block->size < size)
    block = push (arena, size);
  if (block == NULL)
    {
      arena->failed = true;
      return NULL;
    }
  char *taken = block->data + block->size;
  block->size += size;
  return taken;
}

void
spartap_arena_trim (struct spartap_arena *arena, char *taken, size_t size)
{
  arena->top->size = taken - arena->top->data + size;
}

struct spartap_mark
spartap_arena_mark (struct spartap_arena *arena)
{
  struct spartap_mark mark
    = { arena->top, arena->top == NULL ? 0 : arena->top->size,
        arena->failed };
  arena->failed = false;
  return mark;
}

static struct spartap_block *
pop (struct spartap_arena *arena)
{
  struct spartap_block *block = arena->top;
  arena->top = block->below;
  return block;
}

/* The blocks that came since MARK go.  Where the arena was empty, the largest
   that is not too large stays for the next invocation.  */
void
spartap_arena_release (struct spartap_arena *arena, struct spartap_mark mark)
{
  struct spartap_block *kept = NULL;
  arena->failed = mark.failed;
  bool empty = mark.top == NULL
               || (mark.size == 0 && mark.top->below == NULL);
  while (arena->top != NULL && (empty || arena->top != mark.top))
    {
      struct spartap_block *block = pop (arena);
      if (empty && kept == NULL && block->capacity <= KEPT)
        kept = block;
      else
        free (block);
    }
  if (kept != NULL)
    {
      kept->below = NULL;
      kept->size = 0;
      arena->top = kept;
    }
  else if (arena->top != NULL)
    arena->top->size = mark.size;
}

void
spartap_arena_free (struct spartap_arena *arena)
{
  while (arena->top != NULL)
    free (pop (arena));
}
