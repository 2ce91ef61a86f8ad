/* record.c: events and records for tests, see record.h.

   SPDX-License-Identifier: MIT  */

#include "record.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* Texts are not freed: a list of them says so to who looks for leaks.  */
static char *
keep (char *text)
{
  static char *volatile kept[1024];     /* written only */
  static size_t n;
  ck_assert_ptr_nonnull (text);
  ck_assert_uint_lt (n, sizeof kept / sizeof kept[0]);
  return kept[n++] = text;
}

char *
unit_sample (const char *name)
{
  char path[4096];
  const char *source = getenv ("abs_top_srcdir");
  snprintf (path, sizeof path, "%s/testsuite/unit/events/%s.json",
            source != NULL ? source : "..", name);
  FILE *file = fopen (path, "r");
  ck_assert_msg (file != NULL, "%s: cannot be read", path);
  char *text = keep (calloc (1, 65536));
  ck_assert_uint_lt (fread (text, 1, 65535, file), 65535);
  fclose (file);
  return text;
}

/* The closing quote of the next member named MEMBER behind P; NULL: none.  */
static char *
next_member (char *p, const char *member)
{
  char name[256];
  snprintf (name, sizeof name, "\"%s\":", member);
  p = strstr (p, name);
  return p == NULL ? NULL : p + strlen (name) - 2;
}

char *
unit_without (const char *text, const char *member)
{
  char *copy = keep (strdup (text)), *p = copy;
  while ((p = next_member (p, member)) != NULL)
    p[-1] = '_';
  return copy;
}

char *
unit_wrapped (const char *text, const char *member)
{
  char *copy = keep (malloc (2 * strlen (text) + 1)), *p = copy;
  strcpy (copy, text);
  while ((p = next_member (p, member)) != NULL)
    {
      p = strchr (p + 1, '"');
      char *end = p + 1;
      while (*end++ != '"')
        end += end[-1] == '\\';
      memmove (end + 2, end, strlen (end) + 1);
      memmove (p + 1, p, end - p);
      *p = '[';
      end[1] = ']';
      p = end + 2;
    }
  return copy;
}

const sparta_event *
unit_event_part (const char *text, size_t size)
{
  static struct spartap_arena arena;
  static struct spartap_mark empty;
  static sparta_event event;
  spartap_arena_release (&arena, empty);
  event = (sparta_event) { .data = text, .size = size, .arena = &arena };
  return &event;
}

const sparta_event *
unit_event_from (const char *text)
{
  return unit_event_part (text, strlen (text));
}

sparta_record
unit_record (const char *text, size_t i)
{
  sparta_records records;
  sparta_record record;
  const sparta_event *event = unit_event_from (text);
  ck_assert_int_eq (sparta_event_records (event, &records), 0);
  do
    ck_assert_int_eq (sparta_records_next (&records, &record), 1);
  while (i-- > 0);
  return record;
}

void
unit_fields (const char *text, size_t i, const struct unit_field *fields,
             size_t n)
{
  for (; n > 0; n--, fields++)
    {
      sparta_record record = unit_record (text, i);
      const char *value = fields->get (&record);
      ck_assert_msg (value != NULL, "there is no %s", fields->member);
      ck_assert_str_eq (value, fields->value);
      record = unit_record (unit_without (text, fields->member), i);
      ck_assert_msg (fields->get (&record) == NULL, "%s is there",
                     fields->member);
      record = unit_record (unit_wrapped (text, fields->member), i);
      ck_assert_msg (fields->get (&record) == NULL, "%s is an array",
                     fields->member);
    }
}
