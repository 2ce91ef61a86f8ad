/* event-fuzz.c: libFuzzer's target for the event reader.

   The input is the event; up to its first newline, where that is not far, it
   is a JSON pointer too.  What must hold: nothing is read beyond the event;
   all that is reachable is read, or its error is; what sparta_event_check
   calls JSON is read without one; the ways to a string agree.

   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define DEPTH 200

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
expect (bool holds)
{
  if (!holds)
    abort ();
}

static int
read_string (const sparta_value *value)
{
  const char *string;
  char copy[64];
  size_t size, copy_size;
  int error = sparta_value_string (value, &string, &size);
  int copy_error = sparta_value_copy (value, copy, sizeof copy, &copy_size);
  if (error != 0)
    {
      expect (error == copy_error && !sparta_value_equal (value, ""));
      return error;
    }
  expect (string[size] == 0 && copy_size == size);
  expect (copy_error == (size < sizeof copy ? 0 : SPARTA_ESPACE));
  expect (copy_error != 0 || memcmp (copy, string, size + 1) == 0);
  expect (sparta_value_equal (value, string) == (strlen (string) == size));
  return 0;
}

static int
read_number (const sparta_value *value)
{
  double number;
  int64_t integer;
  int error = sparta_value_number (value, &number);
  int integer_error = sparta_value_integer (value, &integer);
  expect ((error == SPARTA_EJSON) == (integer_error == SPARTA_EJSON));
  expect (integer_error != 0 || error != 0 || number == (double) integer);
  return error == SPARTA_ERANGE ? 0 : error;
}

static int
read_one (const sparta_value *value)
{
  bool boolean;
  size_t size;
  int error = 0;
  if (sparta_value_kind (value) == SPARTA_STRING)
    error = read_string (value);
  else if (sparta_value_kind (value) == SPARTA_NUMBER)
    error = read_number (value);
  else if (sparta_value_kind (value) == SPARTA_BOOLEAN)
    error = sparta_value_boolean (value, &boolean);
  const char *text = sparta_value_data (value, &size);
  expect (text == NULL || (text == value->text && size > 0));
  return text == NULL && error == 0 ? SPARTA_EJSON : error;
}

/* Reads the item that ITERATOR gave last, and its name.  */
static int
read_item (const sparta_iterator *iterator, const sparta_value *item)
{
  const char *name;
  size_t size;
  int error = 0;
  if (sparta_value_kind (&iterator->container) == SPARTA_OBJECT)
    error = sparta_iterator_key (iterator, &name, &size);
  return error == 0 ? read_one (item) : error;
}

/* Reads what is in WHOLE, to DEPTH; returns the first error.  */
static int
read_all (const sparta_value *whole)
{
  static sparta_iterator open[DEPTH];
  sparta_value item;
  int depth = 0, error = read_one (whole);
  if (sparta_value_iterate (whole, &open[0]) == 0)
    depth = 1;
  while (depth > 0)
    {
      int more = sparta_iterator_next (&open[depth - 1], &item);
      if (more <= 0)
        depth--;
      if (more < 0 && error == 0)
        error = more;
      if (more <= 0)
        continue;
      more = read_item (&open[depth - 1], &item);
      if (error == 0)
        error = more;
      if (depth < DEPTH && sparta_value_iterate (&item, &open[depth]) == 0)
        depth++;
    }
  return error;
}

/* Looks for what the input's first line says.  */
static void
follow (const sparta_event *event)
{
  char pointer[100];
  const char *line = memchr (event->data, '\n', event->size);
  size_t size = line == NULL ? sizeof pointer : (size_t) (line - event->data);
  sparta_value value;
  if (size >= sizeof pointer)
    return;
  memcpy (pointer, event->data, size);
  pointer[size] = 0;
  sparta_event rest = *event;
  rest.data += size + 1;
  rest.size -= size + 1;
  if (sparta_event_get (&rest, pointer, &value) == 0)
    read_all (&value);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct spartap_arena arena = { 0 };
  sparta_event event = { .data = (const char *) data, .size = size,
                         .arena = &arena };
  sparta_value whole;
  int checked = sparta_event_check (&event);
  int error = sparta_event_get (&event, "", &whole);
  if (error == 0)
    error = read_all (&whole);
  expect (checked != 0 || error == 0);
  if (size > 0)
    follow (&event);
  spartap_arena_free (&arena);
  return 0;
}
