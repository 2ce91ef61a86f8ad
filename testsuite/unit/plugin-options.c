/* plugin-options.c: the plugin's options.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "sparta-options.h"
#include "unit.h"

/* Setting KEY to VALUE is refused with a text that has WORDS.  */
static void
refused (struct options *options, const char *key, const char *value,
         const char *words)
{
  const char *wrong = options_set (options, key, value);
  ck_assert_ptr_nonnull (wrong);
  ck_assert_msg (strstr (wrong, words) != NULL, "%s", wrong);
}

START_TEST (entry)
{
  struct options options = options_default;
  ck_assert_str_eq (options.entry, "sparta_library_main");
  ck_assert_ptr_null (options_set (&options, "entry", "sparta_main"));
  ck_assert_str_eq (options.entry, "sparta_main");
}
END_TEST

START_TEST (either_name_of_the_entry_stands_for_both)
{
  struct options options = options_default;
  ck_assert_ptr_null (options_set (&options, "entry", "sparta_main_ex"));
  ck_assert_str_eq (options.entry, "sparta_main");
  ck_assert_ptr_null (options_set (&options, "entry", "sparta_main"));
  refused (&options, "entry", "sparta_main2", "twice");
}
END_TEST

START_TEST (unknown_options_are_named)
{
  struct options options = options_default;
  refused (&options, "frob", "1", "-fplugin-arg-sparta-frob");
  refused (&options, "frob", NULL, "entry");
  refused (&options, "entr", "x", "unknown");
  refused (&options, "entry2", "x", "unknown");
  refused (&options, "", "x", "unknown");
}
END_TEST

START_TEST (long_options_are_refused_too)
{
  char key[4096];
  memset (key, 'k', sizeof key);
  key[sizeof key - 1] = 0;
  struct options options = options_default;
  refused (&options, key, "1", "unknown");
}
END_TEST

START_TEST (values_are_c_identifiers)
{
  struct options options = options_default;
  refused (&options, "entry", NULL, "-fplugin-arg-sparta-entry has no value");
  refused (&options, "entry", "", "no value");
  refused (&options, "entry", "3x", "not the name of a C function");
  refused (&options, "entry", "a b", "not the name of a C function");
  refused (&options, "entry", "a::b", "not the name of a C function");
  ck_assert_str_eq (options.entry, "sparta_library_main");
}
END_TEST

START_TEST (twice_is_refused_unless_the_same)
{
  struct options options = options_default;
  ck_assert_ptr_null (options_set (&options, "entry", "one"));
  ck_assert_ptr_null (options_set (&options, "entry", "one"));
  refused (&options, "entry", "two", "twice");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    entry, either_name_of_the_entry_stands_for_both,
    unknown_options_are_named, long_options_are_refused_too,
    values_are_c_identifiers, twice_is_refused_unless_the_same, NULL,
  };
  return unit_suite_of ("options", tests);
}
