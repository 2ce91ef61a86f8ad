/* plugin-preserve.c: the source as transformed, and how it is written.
   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "preserve.h"
#include "unit.h"

static char folder[64];

static void
enter_folder (void)
{
  strcpy (folder, "/tmp/sparta-preserve-XXXXXX");
  ck_assert_ptr_nonnull (mkdtemp (folder));
  ck_assert_int_eq (chdir (folder), 0);
}

static void
leave_folder (void)
{
  ck_assert_int_eq (chdir ("/"), 0);
  rmdir (folder);
}

/* What SOURCE becomes in a file UNIT, with MANIFEST.  */
static char *
transformed (const char *source, const char *unit, const char *manifest)
{
  const struct model model = { .entry = "sparta_library_main", .unit = unit,
                               .main_result = "int" };
  size_t size;
  enter_folder ();
  ck_assert_int_eq (preserve_write (".", "source", source, strlen (source)),
                    0);
  char *text = preserve_source (&model, "source", manifest, &size);
  ck_assert_ptr_nonnull (text);
  ck_assert_uint_eq (size, strlen (text));
  unlink ("source");
  leave_folder ();
  return text;
}

START_TEST (the_source_is_untouched)
{
  char *text = transformed ("int \t x;\r\n?\?=if 0", "app.c", "{}");
  ck_assert_ptr_nonnull (strstr (text, "#line 1 \"app.c\"\n"
                                       "int \t x;\r\n?\?=if 0\n"));
  free (text);
}
END_TEST

START_TEST (a_byte_order_mark_is_dropped)
{
  char *text = transformed ("\xEF\xBB\xBFint x;", "app.c", "{}");
  ck_assert_ptr_nonnull (strstr (text, "#line 1 \"app.c\"\nint x;\n"));
  free (text);
}
END_TEST

START_TEST (a_file_name_is_quoted)
{
  char *text = transformed ("int x;", "a\"b\\c.c", "{}");
  ck_assert_ptr_nonnull (strstr (text, "#line 1 \"a\\\"b\\\\c.c\"\n"));
  free (text);
}
END_TEST

START_TEST (the_manifest_has_no_trigraphs)
{
  char *text = transformed ("int x;", "app.c", "{\"what?\?/\"}");
  ck_assert_ptr_nonnull (strstr (text, "{\\\"what\\?\\?/\\\"}"));
  free (text);
}
END_TEST

START_TEST (a_file_is_whole_or_not_there)
{
  enter_folder ();
  ck_assert_int_eq (preserve_write ("new", "a", "text", 4), 0);
  ck_assert_int_eq (preserve_write ("new/a", "b", "text", 4), ENOTDIR);
  ck_assert_int_ne (preserve_write ("new", "", "text", 4), 0);
  ck_assert_int_eq (unlink ("new/a"), 0);
  ck_assert_int_eq (rmdir ("new"), 0);  /* nothing is left behind */
  leave_folder ();
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    the_source_is_untouched, a_byte_order_mark_is_dropped,
    a_file_name_is_quoted, the_manifest_has_no_trigraphs,
    a_file_is_whole_or_not_there, NULL,
  };
  return unit_suite_of ("preserve", tests);
}
