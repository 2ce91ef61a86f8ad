/* arena.c: memory that is given back at once.
   SPDX-License-Identifier: MIT  */

#include "arena.h"

#include <stdint.h>
#include <string.h>

#include "unit.h"

START_TEST (steady_state_keeps_its_block)
{
  struct spartap_arena arena = { 0 };
  struct spartap_mark empty = spartap_arena_mark (&arena);
  for (int i = 0; i < 100; i++)
    memset (spartap_arena_take (&arena, 1000), i, 1000);
  spartap_arena_release (&arena, empty);
  struct spartap_block *kept = arena.top;
  ck_assert_ptr_nonnull (kept);
  for (int round = 0; round < 3; round++)
    {
      struct spartap_mark mark = spartap_arena_mark (&arena);
      for (int i = 0; i < 50; i++)
        spartap_arena_take (&arena, 1000);
      spartap_arena_release (&arena, mark);
      ck_assert_ptr_eq (arena.top, kept);
    }
  spartap_arena_free (&arena);
}
END_TEST

START_TEST (outer_marks_survive_inner_ones)
{
  struct spartap_arena arena = { 0 };
  char *outer = spartap_arena_take (&arena, 3000);
  memset (outer, 'o', 3000);
  for (int size = 0; size < 20000; size += 500)
    {
      struct spartap_mark mark = spartap_arena_mark (&arena);
      char *inner = spartap_arena_take (&arena, size);
      memset (inner, 'i', size);
      spartap_arena_release (&arena, mark);
    }
  for (int i = 0; i < 3000; i++)
    ck_assert_int_eq (outer[i], 'o');
  spartap_arena_free (&arena);
}
END_TEST

START_TEST (trimmed_memory_is_taken_again)
{
  struct spartap_arena arena = { 0 };
  char *first = spartap_arena_take (&arena, 100);
  spartap_arena_trim (&arena, first, 10);
  ck_assert_ptr_eq (spartap_arena_take (&arena, 1), first + 10);
  char *large = spartap_arena_take (&arena, 10000);
  spartap_arena_trim (&arena, large, 0);
  struct spartap_mark mark = spartap_arena_mark (&arena);
  spartap_arena_release (&arena, mark);
  memset (first, 1, 11);
  spartap_arena_free (&arena);
}
END_TEST

START_TEST (too_much_is_refused)
{
  struct spartap_arena arena = { 0 };
  ck_assert_ptr_null (spartap_arena_take (&arena, SIZE_MAX - 8));
  ck_assert_ptr_nonnull (spartap_arena_take (&arena, 8));
  spartap_arena_free (&arena);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    steady_state_keeps_its_block, outer_marks_survive_inner_ones,
    trimmed_memory_is_taken_again, too_much_is_refused, NULL,
  };
  return unit_suite_of ("arena", tests);
}
