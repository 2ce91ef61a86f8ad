/* suite.c: a suite from an array of tests.

   SPDX-License-Identifier: MIT  */

#include <stddef.h>

#include "unit.h"

Suite *
unit_suite_of (const char *name, const TTest *const *tests)
{
  Suite *suite = suite_create (name);
  TCase *tcase = tcase_create (name);
  for (; *tests != NULL; tests++)
    tcase_add_test (tcase, *tests);
  suite_add_tcase (suite, tcase);
  return suite;
}
