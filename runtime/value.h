/* value.h: what the files of the event reader share.

   A sparta_value is {event, text, end}: TEXT is the value's first byte, END
   the end of the text that it stands in, not its own: that is found only when
   it is asked for.  A value that was not found is all zeros, and every
   function says SPARTA_ENOENT to it.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_VALUE_H
#define SPARTAP_VALUE_H

#include "internal.h"
#include "json-scan.h"

/* The event's first byte that is not blank, behind a byte order mark, which
   RFC 8259, section 8.1, lets a parser ignore.  */
const char *spartap_event_begin (const sparta_event *);

/* Makes *VALUE the one whose first byte is P, looking at no more of it; words
   (true, false, null) are looked at whole.  Returns 0 or SPARTA_EJSON.  */
int spartap_value_begin (const sparta_event *, const char *p, const char *end,
                         sparta_value *value);

/* What is behind the value; NULL: it breaks off.  */
const char *spartap_value_end (const sparta_value *);

/* Keeps what is behind the value, for spartap_value_end: the last one is
   remembered.  So whoever descends into an array, or reads a string, passes it
   once, though its iterator passes it too.  */
void spartap_value_ends (const sparta_value *, const char *end);

/* Whether the value is there and of KIND: 0, SPARTA_ENOENT, SPARTA_EKIND.  */
int spartap_value_expect (const sparta_value *, sparta_kind kind);

/* P to END begins with true, false or null, or with a number (RFC 8259,
   section 6): what is behind it; NULL: it does not, or goes on.  */
const char *spartap_word_end (const char *p, const char *end);
const char *spartap_number_end (const char *p, const char *end);

/* The four hexadecimal digits at P, of LEFT bytes; -1: there are none.  */
int spartap_unit_at (const char *p, size_t left);

/* The inside of a string that is being unescaped.  */
struct spartap_inside
{
  const char *p, *end;
};

/* Unescapes what has room in the ROOM bytes at TO, at least 4 of them; behind
   the last part P is END.  A byte that is no UTF-8, and an unpaired surrogate,
   become U+FFFD.  Returns the size, or SPARTA_EJSON.  */
ptrdiff_t spartap_unescape (struct spartap_inside *, char *to, size_t room);

/* Whether P to END, the inside of a string, stands for SIZE bytes of TEXT; in
   TEXT, where POINTER, ~0 stands for ~ and ~1 for a slash.  */
bool spartap_inside_equal (const char *p, const char *end, const char *text,
                           size_t size, bool pointer);

/* A walk through an array's items or an object's members.  */
struct spartap_walk
{
  const char *p, *end;          /* where it stands */
  const char *name, *name_end;  /* the inside of the member's name */
  char closing;                 /* the bracket at the end */
  bool plain;                   /* the name is known to have no escape */
};

static inline struct spartap_walk
spartap_walk (const sparta_value *container)
{
  return (struct spartap_walk) { .p = container->text + 1,
                                 .end = container->end,
                                 .closing = *container->text + 2 };
}

/* At an item: passes a member's name; P is then the value, or END.  The loop
   over an object's members is this; so it keeps the walk in registers.  */
static inline __attribute__ ((always_inline)) int
spartap_walk_item (struct spartap_walk *walk)
{
  if (walk->closing == ']')
    return 1;
  if (walk->p == walk->end || *walk->p != '"')
    return SPARTA_EJSON;
  walk->name = walk->p + 1;
  walk->name_end = spartap_scan_short (walk->name, walk->end, &walk->plain);
  if (walk->name_end == NULL)
    return SPARTA_EJSON;
  walk->p = spartap_scan_blank (walk->name_end + 1, walk->end);
  if (walk->p == walk->end || *walk->p != ':')
    return SPARTA_EJSON;
  walk->p = spartap_scan_blank (walk->p + 1, walk->end);
  return 1;
}

/* Behind the opening bracket: 1: P is the first value, or END; 0: there is
   none, and P is behind the closing bracket; or SPARTA_EJSON.  */
static inline int
spartap_walk_first (struct spartap_walk *walk)
{
  walk->p = spartap_scan_blank (walk->p, walk->end);
  if (walk->p == walk->end || *walk->p != walk->closing)
    return spartap_walk_item (walk);
  walk->p++;
  return 0;
}

/* Behind a value, at P (NULL: it broke off): likewise the next one.  */
static inline int
spartap_walk_next (struct spartap_walk *walk, const char *p)
{
  if (p == NULL)
    return SPARTA_EJSON;
  p = spartap_scan_blank (p, walk->end);
  if (p == walk->end || (*p != ',' && *p != walk->closing))
    return SPARTA_EJSON;
  walk->p = p + 1;
  if (*p == walk->closing)
    return 0;
  walk->p = spartap_scan_blank (p + 1, walk->end);
  return spartap_walk_item (walk);
}

#endif /* SPARTAP_VALUE_H */
