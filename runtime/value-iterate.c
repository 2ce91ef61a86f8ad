/* value-iterate.c: the items of arrays, the members of objects.

   NEXT of an iterator is the container's first byte before the first item,
   then the value that was given last, which is passed when the next one is
   asked for; NULL behind the last one.

   SPDX-License-Identifier: MIT  */

#include "value.h"

int
sparta_value_iterate (const sparta_value *value, sparta_iterator *iterator)
{
  sparta_kind kind = sparta_value_kind (value);
  *iterator = (sparta_iterator) { .container = *value };
  if (value->text == NULL)
    return SPARTA_ENOENT;
  if (kind != SPARTA_ARRAY && kind != SPARTA_OBJECT)
    return SPARTA_EKIND;
  iterator->next = value->text;
  return 0;
}

/* Passes the value that was given last.  */
static int
step (sparta_iterator *iterator, struct spartap_walk *walk)
{
  if (iterator->next == iterator->container.text)
    return spartap_walk_first (walk);
  sparta_value last = iterator->container;
  last.text = iterator->next;
  return spartap_walk_next (walk, spartap_value_end (&last));
}

int
sparta_iterator_next (sparta_iterator *iterator, sparta_value *value)
{
  const sparta_value *container = &iterator->container;
  iterator->key.text = NULL;
  *value = (sparta_value) { 0 };
  if (iterator->next == NULL)
    return 0;
  struct spartap_walk walk = spartap_walk (container);
  int more = step (iterator, &walk);
  if (more < 0)
    return more;
  if (more == 0)
    {
      spartap_value_ends (container, walk.p);
      iterator->next = NULL;
      return 0;
    }
  int error = spartap_value_begin (container->event, walk.p, walk.end, value);
  if (error != 0)
    return error;
  iterator->next = walk.p;
  if (walk.closing == '}')
    iterator->key = (sparta_value) { container->event, walk.name - 1,
                                     container->end };
  return 1;
}

int
sparta_iterator_key (const sparta_iterator *iterator, const char **string,
                     size_t *size)
{
  if (sparta_value_kind (&iterator->container) != SPARTA_OBJECT)
    return iterator->container.text == NULL ? SPARTA_ENOENT : SPARTA_EKIND;
  return sparta_value_string (&iterator->key, string, size);
}
