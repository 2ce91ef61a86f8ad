/* line-table.c: the table of lines that a crash report reads, good and broken.
   SPDX-License-Identifier: MIT  */

#include "line-table.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#define N(n) (n) & 0xff, (n) >> 8 & 0xff, (n) >> 16 & 0xff, (n) >> 24 & 0xff

/* From 0x1000 on, in units of two bytes: a row of outer at app.c:300; one
   unit on inner is inlined, called at app.c:301, at in.h:7 and then 8; from
   0x1008 on nothing is known up to 0x110a, where other begins; it ends at
   0x1110.  */
static const unsigned char sound[] = {
  N (SPARTAP_LINES_MAGIC), N (SPARTAP_LINES_VERSION), N (0x1000), N (0),
  N (1), N (0x88), N (2), N (3), N (2), N (22), N (9), N (27),
  N (0), N (0), N (0x85), N (18),
  N (0),
  N (13), N (19),
  /* The rows: units << 2 | file | context; lines; file; context.  */
  3, 0xd8, 4, 1, 2, 1 << 2 | 3, 0xc9, 4, 2, 2, 0xb1, 2 << 2 | 3, 15, 0, 3,
  31 << 2, 95, 0,
  3, 2, 1, 6,
  /* The contexts: outer, inner, other.  */
  0, 1, 1, 7, 1, 0xad, 2, 0, 24,
  0, 'o', 'u', 't', 'e', 'r', 0, 'i', 'n', 'n', 'e', 'r', 0,
  'a', 'p', 'p', '.', 'c', 0, 'i', 'n', '.', 'h', 0, 'o', 'h', 0,
};

/* What is found at ADDRESS is FUNCTION, FILE and LINE.  */
static void
expect (const struct spartap_lines *lines, uint64_t address,
        const char *function, const char *file, unsigned line)
{
  struct spartap_frame_name frame;
  ck_assert (spartap_lines_find (lines, address, &frame));
  ck_assert_pstr_eq (frame.function, function);
  ck_assert_pstr_eq (frame.file, file);
  ck_assert_uint_eq (frame.line, line);
}

static void
expect_nothing (const struct spartap_lines *lines, uint64_t address)
{
  struct spartap_frame_name frame = { .line = 1 };
  ck_assert (!spartap_lines_find (lines, address, &frame));
  ck_assert_ptr_null (frame.function);
  ck_assert_ptr_null (frame.file);
  ck_assert_uint_eq (frame.line, 0);
}

START_TEST (finds_rows)
{
  struct spartap_lines lines;
  ck_assert (spartap_lines_open_memory (&lines, sound, sizeof sound));
  expect (&lines, 0x1000, "outer", "app.c", 300);
  expect (&lines, 0x1001, "outer", "app.c", 300);
  expect (&lines, 0x1002, "inner", "in.h", 7);
  expect (&lines, 0x1003, "inner", "in.h", 7);
  expect (&lines, 0x1004, "inner", "in.h", 8);
  expect (&lines, 0x1007, "inner", "in.h", 8);
  expect (&lines, 0x110a, "oh", "app.c", 1);
  expect (&lines, 0x110f, "oh", "app.c", 1);
  spartap_lines_close (&lines);
}
END_TEST

START_TEST (knows_what_it_does_not_know)
{
  struct spartap_lines lines;
  ck_assert (spartap_lines_open_memory (&lines, sound, sizeof sound));
  expect_nothing (&lines, 0);
  expect_nothing (&lines, 0xfff);
  expect_nothing (&lines, 0x1008);
  expect_nothing (&lines, 0x1109);
  expect_nothing (&lines, 0x1110);
  expect_nothing (&lines, UINT64_MAX);
  spartap_lines_close (&lines);
  expect_nothing (&lines, 0x1000);
}
END_TEST

START_TEST (goes_outwards)
{
  struct spartap_lines lines;
  struct spartap_frame_name frame;
  ck_assert (spartap_lines_open_memory (&lines, sound, sizeof sound));
  ck_assert (spartap_lines_find (&lines, 0x1002, &frame));
  ck_assert (spartap_lines_outer (&lines, &frame));
  ck_assert_str_eq (frame.function, "outer");
  ck_assert_str_eq (frame.file, "app.c");
  ck_assert_uint_eq (frame.line, 301);
  ck_assert (!spartap_lines_outer (&lines, &frame));
}
END_TEST

/* Looks at all that LINES tells of the addresses of sound, and around; how
   many bytes that is.  */
static size_t
search (const struct spartap_lines *lines)
{
  struct spartap_frame_name frame;
  size_t n = 0;
  for (uint64_t address = 0xfff; address < 0x1114; address += 3)
    if (spartap_lines_find (lines, address, &frame))
      do
        {
          n += frame.function != NULL ? strlen (frame.function) : 0;
          n += frame.file != NULL ? strlen (frame.file) : 0;
        }
      while (spartap_lines_outer (lines, &frame));
  return n;
}

START_TEST (refuses_every_prefix)
{
  struct spartap_lines lines;
  for (size_t size = 0; size < sizeof sound; size++)
    {
      /* Memory of its own, so that a sanitizer sees its end.  */
      unsigned char *copy = malloc (size + 1);
      ck_assert_ptr_nonnull (copy);
      memcpy (copy, sound, size);
      ck_assert (!spartap_lines_open_memory (&lines, copy, size));
      free (copy);
    }
}
END_TEST

START_TEST (survives_every_byte)
{
  struct spartap_lines lines;
  size_t n = 0;
  unsigned char *copy = malloc (sizeof sound);
  ck_assert_ptr_nonnull (copy);
  memcpy (copy, sound, sizeof sound);
  for (size_t i = 0; i < sizeof sound; i++)
    for (unsigned value = 0; value < 256; value++)
      {
        copy[i] = (unsigned char) value;
        if (spartap_lines_open_memory (&lines, copy, sizeof sound))
          n += search (&lines);
        copy[i] = sound[i];
      }
  free (copy);
  ck_assert_uint_gt (n, 0);
}
END_TEST

START_TEST (no_file_no_table)
{
  struct spartap_lines lines;
  const char *const paths[]
    = { "/nonexistent", "/", "/dev/null", "/dev/zero", "/proc/self/exe",
        "/proc/self/maps", "" };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    {
      ck_assert (!spartap_lines_open (&lines, paths[i]));
      expect_nothing (&lines, 0x1000);
      spartap_lines_close (&lines);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    finds_rows, knows_what_it_does_not_know, goes_outwards,
    refuses_every_prefix, survives_every_byte, no_file_no_table, NULL,
  };
  return unit_suite_of ("line-table", tests);
}
