/* plugin-version.c: which compilers a core belongs to.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "unit.h"
#include "version.h"

static const struct version built = { "12.2.0", "x86_64-linux-gnu", 2000 };

/* RUNNING is refused, with both sides and WORDS named.  */
static void
refused (struct version running, const char *words)
{
  const char *difference = version_difference (&built, &running);
  ck_assert_ptr_nonnull (difference);
  ck_assert_msg (strstr (difference, words) != NULL, "%s", difference);
  ck_assert_ptr_nonnull (strstr (difference, "12.2.0"));
  ck_assert_ptr_nonnull (strstr (difference, running.base));
}

START_TEST (the_same_release_fits)
{
  struct version rebuilt = { "12.2.1", "x86_64-linux-gnu", 2000 };
  ck_assert_ptr_null (version_difference (&built, &built));
  ck_assert_ptr_null (version_difference (&built, &rebuilt));
}
END_TEST

START_TEST (an_unknown_target_fits)
{
  struct version running = { "12.2.0", NULL, 2000 };
  ck_assert_ptr_null (version_difference (&built, &running));
}
END_TEST

START_TEST (others_are_refused)
{
  refused ((struct version) { "11.2.0", "x86_64-linux-gnu", 2000 },
           "version");
  refused ((struct version) { "12.3.0", "x86_64-linux-gnu", 2000 },
           "version");
  refused ((struct version) { "1.2.0", "x86_64-linux-gnu", 2000 }, "version");
  refused ((struct version) { "12.2.0", "aarch64-linux-gnu", 2000 },
           "target");
  refused ((struct version) { "12.2.0", "x86_64-linux-gnu", 2001 },
           "options");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    the_same_release_fits, an_unknown_target_fits, others_are_refused, NULL,
  };
  return unit_suite_of ("version", tests);
}
