/* values.c: events for the tests of the event reader, see values.h.

   SPDX-License-Identifier: MIT  */

#include "values.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

void
unit_event_bytes (struct unit_event *event, const char *text, size_t size)
{
  memset (event, 0, sizeof *event);
  event->data = malloc (size > 0 ? size : 1);
  if (event->data == NULL)      /* Check's assertions are system calls */
    ck_abort_msg ("out of memory");
  memcpy (event->data, text, size);
  event->event.data = event->data;
  event->event.size = size;
  event->event.arena = &event->arena;
}

void
unit_event_begin (struct unit_event *event, const char *text)
{
  unit_event_bytes (event, text, strlen (text));
}

void
unit_event_end (struct unit_event *event)
{
  spartap_arena_free (&event->arena);
  free (event->data);
}

sparta_value
unit_get (const struct unit_event *event, const char *pointer)
{
  sparta_value value;
  int error = sparta_event_get (&event->event, pointer, &value);
  if (error != 0)
    ck_abort_msg ("%s: %s", pointer, sparta_strerror (error));
  return value;
}

int
unit_get_error (const char *text, const char *pointer)
{
  struct unit_event event;
  sparta_value value;
  unit_event_begin (&event, text);
  int error = sparta_event_get (&event.event, pointer, &value);
  ck_assert_int_eq (error == 0, value.text != NULL);
  unit_event_end (&event);
  return error;
}

/* Reads one value, without what is in it.  */
static int
read_one (const sparta_value *value)
{
  const char *string;
  size_t size;
  bool boolean;
  double number;
  int error = 0;
  switch (sparta_value_kind (value))
    {
    case SPARTA_STRING:
      error = sparta_value_string (value, &string, &size);
      if (error == 0 && string[size] != 0)
        ck_abort_msg ("a string has no end");
      break;
    case SPARTA_NUMBER:
      error = sparta_value_number (value, &number);
      return error == SPARTA_ERANGE ? 0 : error;
    case SPARTA_BOOLEAN:
      error = sparta_value_boolean (value, &boolean);
      break;
    default:
      break;
    }
  return error;
}

/* Iterators that are open, the innermost last; it grows.  */
struct stack
{
  sparta_iterator *open;
  size_t n, capacity;
};

static void
push (struct stack *stack, const sparta_value *value)
{
  if (stack->n == stack->capacity)
    {
      stack->capacity = stack->capacity > 0 ? 2 * stack->capacity : 64;
      stack->open = realloc (stack->open,
                             stack->capacity * sizeof *stack->open);
      ck_assert_ptr_nonnull (stack->open);
    }
  if (sparta_value_iterate (value, &stack->open[stack->n++]) != 0)
    ck_abort_msg ("an array or object does not iterate");
}

static bool
container_p (const sparta_value *value)
{
  sparta_kind kind = sparta_value_kind (value);
  return kind == SPARTA_ARRAY || kind == SPARTA_OBJECT;
}

int
unit_read_all (const sparta_value *value)
{
  struct stack stack = { 0 };
  sparta_value item = *value;
  int error = read_one (value);
  if (container_p (value))
    push (&stack, value);
  while (error == 0 && stack.n > 0)
    {
      sparta_iterator *top = &stack.open[stack.n - 1];
      int more = sparta_iterator_next (top, &item);
      const char *name;
      size_t size;
      if (more <= 0)
        {
          error = more;
          stack.n--;
          continue;
        }
      if (sparta_value_kind (&top->container) == SPARTA_OBJECT)
        error = sparta_iterator_key (top, &name, &size);
      if (error == 0)
        error = read_one (&item);
      if (error == 0 && container_p (&item))
        push (&stack, &item);
    }
  free (stack.open);
  return error;
}

void
unit_string_is (const sparta_value *value, const char *string, size_t size)
{
  const char *got;
  size_t got_size;
  ck_assert_int_eq (sparta_value_string (value, &got, &got_size), 0);
  ck_assert_uint_eq (got_size, size);
  ck_assert_mem_eq (got, string, size);
  ck_assert_int_eq (got[size], 0);

  char *copy = malloc (size + 1);
  ck_assert_ptr_nonnull (copy);
  ck_assert_int_eq (sparta_value_copy (value, copy, size + 1, &got_size), 0);
  ck_assert_uint_eq (got_size, size);
  ck_assert_mem_eq (copy, string, size);
  ck_assert_int_eq (copy[size], 0);
  ck_assert_int_eq (sparta_value_copy (value, copy, size, &got_size),
                    SPARTA_ESPACE);
  ck_assert_uint_eq (got_size, size);
  free (copy);

  ck_assert_int_eq (sparta_value_equal (value, string),
                    strlen (string) == size);
}
