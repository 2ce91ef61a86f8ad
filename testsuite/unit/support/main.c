/* main.c: runs the suite of a unit test program.

   CK_TAP_LOG_FILE_NAME=- makes Check print TAP, which unit.test collects;
   without it a program run by hand prints Check's own report.

   SPDX-License-Identifier: MIT  */

#include <stdlib.h>

#include "unit.h"

int
main (void)
{
  SRunner *runner = srunner_create (unit_suite ());
  srunner_run_all (runner, getenv ("CK_TAP_LOG_FILE_NAME") != NULL
                             ? CK_SILENT : CK_NORMAL);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
