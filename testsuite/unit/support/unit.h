/* unit.h: what each unit test program gives to support/main.c.

   A program is one file of testsuite/unit/: it defines its tests and the
   suite of them, which main.c runs.

   SPDX-License-Identifier: MIT  */

#ifndef UNIT_H
#define UNIT_H

#include <check.h>

/* The program's tests; the runner frees them.  */
Suite *unit_suite (void);

/* A suite NAME with one case of TESTS, an array that ends in NULL.  */
Suite *unit_suite_of (const char *name, const TTest *const *tests);

#endif /* UNIT_H */
