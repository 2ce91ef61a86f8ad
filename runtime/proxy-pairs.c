/* proxy-pairs.c: names and values of an HTTP event, where several values may
   have one name.

   SPDX-License-Identifier: MIT  */

#include "proxy.h"

void
spartap_pairs_begin (struct spartap_pairs *pairs, const sparta_value *object)
{
  *pairs = (struct spartap_pairs) { 0 };
  if (object->text == NULL || sparta_value_kind (object) != SPARTA_OBJECT
      || sparta_value_iterate (object, &pairs->members) != 0)
    pairs->members.container.text = NULL;
}

/* The last member's next value, a string: 1, 0 behind the last, or a negative
   error.  */
static int
next_of_values (struct spartap_pairs *pairs, sparta_value *value)
{
  int found = 0;
  while (pairs->in_values
         && (found = sparta_iterator_next (&pairs->values, value)) > 0)
    if (sparta_value_kind (value) == SPARTA_STRING)
      return 1;
  pairs->in_values = false;
  return found;
}

int
spartap_pairs_next (struct spartap_pairs *pairs, sparta_value *name,
                    sparta_value *value)
{
  if (pairs->members.container.text == NULL)
    return 0;
  int found = next_of_values (pairs, value);
  while (found == 0)
    {
      found = sparta_iterator_next (&pairs->members, value);
      if (found <= 0)
        return found;
      sparta_kind kind = sparta_value_kind (value);
      if (kind == SPARTA_STRING)
        break;
      pairs->in_values = kind == SPARTA_ARRAY;
      if (pairs->in_values)
        found = sparta_value_iterate (value, &pairs->values);
      if (found >= 0)
        found = next_of_values (pairs, value);
    }
  if (found < 0)
    return found;
  pairs->given++;
  *name = pairs->members.key;
  return 1;
}

bool
spartap_pairs_seek (struct spartap_pairs *pairs, const sparta_value *object,
                    size_t given)
{
  sparta_value name, value;
  if (given == 0 || pairs->given != given)
    spartap_pairs_begin (pairs, object);
  while (pairs->given < given)
    if (spartap_pairs_next (pairs, &name, &value) <= 0)
      return false;
  return true;
}
