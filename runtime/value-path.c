/* value-path.c: values by their JSON pointers (RFC 6901).

   Each token of the pointer leads one level down: what stands before it is
   skipped (json-scan.c), what stands behind it is not looked at.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "value.h"

/* A token, without its slash.  */
struct token
{
  const char *text;
  size_t size;
  bool plain;                   /* it stands for itself, in a string too */
};

/* RFC 6901, section 3.  */
static bool
pointer_p (const char *pointer)
{
  if (*pointer != 0 && *pointer != '/')
    return false;
  for (const char *p = pointer; (p = strchr (p, '~')) != NULL; p++)
    if (p[1] != '0' && p[1] != '1')
      return false;
  return true;
}

/* The token behind the slash at P.  */
static struct token
token_at (const char *p)
{
  struct token token = { .text = p + 1, .plain = true };
  for (p = token.text; *p != 0 && *p != '/'; p++)
    if (*p == '~' || spartap_special_p (*p))
      token.plain = false;
  token.size = p - token.text;
  return token;
}

static inline bool
names_p (const struct token *token, const struct spartap_walk *walk)
{
  size_t size = walk->name_end - walk->name;
  if (token->plain && size == token->size
      && memcmp (walk->name, token->text, size) == 0)
    return true;
  if (token->plain && (walk->plain || memchr (walk->name, '\\', size) == NULL))
    return false;
  return spartap_inside_equal (walk->name, walk->name_end, token->text,
                               token->size, true);
}

static int
find_member (struct spartap_walk *walk, const struct token *token)
{
  int more = spartap_walk_first (walk);
  while (more > 0 && !names_p (token, walk))
    more = spartap_walk_next (walk, spartap_scan_value (walk->p, walk->end));
  return more;
}

/* An array's index, section 4: digits without a leading zero.  "-" and all
   else name no item that there is.  */
static bool
index_of (const struct token *token, size_t *i)
{
  *i = 0;
  if (token->size == 0 || (token->text[0] == '0' && token->size > 1))
    return false;
  for (const char *p = token->text; p < token->text + token->size; p++)
    if (*p < '0' || *p > '9' || __builtin_mul_overflow (*i, 10, i)
        || __builtin_add_overflow (*i, *p - '0', i))
      return false;
  return true;
}

static int
find_item (struct spartap_walk *walk, const struct token *token)
{
  size_t i;
  if (!index_of (token, &i))
    return 0;
  int more = spartap_walk_first (walk);
  for (; more > 0 && i > 0; i--)
    more = spartap_walk_next (walk, spartap_scan_value (walk->p, walk->end));
  return more;
}

/* Makes *VALUE its own part that TOKEN names.  */
static int
descend (sparta_value *value, const struct token *token)
{
  struct spartap_walk walk = spartap_walk (value);
  int found;
  if (*value->text == '{')
    found = find_member (&walk, token);
  else if (*value->text == '[')
    found = find_item (&walk, token);
  else
    return SPARTA_ENOENT;
  if (found <= 0)
    return found == 0 ? SPARTA_ENOENT : found;
  return spartap_value_begin (value->event, walk.p, walk.end, value);
}

int
sparta_value_get (const sparta_value *value, const char *pointer,
                  sparta_value *part)
{
  sparta_value found = *value;
  int error = 0;
  if (pointer == NULL)
    error = SPARTA_EINVAL;
  else if (!pointer_p (pointer))
    error = SPARTA_EPOINTER;
  else if (value->text == NULL)
    error = SPARTA_ENOENT;
  while (error == 0 && *pointer != 0)
    {
      struct token token = token_at (pointer);
      error = descend (&found, &token);
      pointer = token.text + token.size;
    }
  *part = error == 0 ? found : (sparta_value) { 0 };
  return error;
}

int
sparta_event_get (const sparta_event *event, const char *pointer,
                  sparta_value *value)
{
  sparta_value whole;
  const char *end = event->data + event->size;
  int error = spartap_value_begin (event, spartap_event_begin (event), end,
                                   &whole);
  int wrong = sparta_value_get (&whole, pointer, value);
  /* A pointer that is none is one in any event.  */
  return wrong == SPARTA_ENOENT && error != 0 ? error : wrong;
}

const char *
sparta_event_string (const sparta_event *event, const char *pointer)
{
  sparta_value value;
  const char *string;
  if (sparta_event_get (event, pointer, &value) != 0
      || sparta_value_string (&value, &string, NULL) != 0)
    return NULL;
  return string;
}
