/* warnings.h: the plugin's warnings and how they are switched.

   A plugin cannot add options of the form -Wname, so a warning NAME obeys, the
   later and the nearer one first:

     -fplugin-arg-sparta-warn=NAME, -no-warn=NAME, -error=NAME
     -Wno-sparta-NAME                   which GCC accepts unknown
     #pragma sparta warning "NAME"      likewise ignored and error, from the
                                        pragma's line on

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_WARNINGS_H
#define SPARTA_WARNINGS_H

#include "model.h"

enum warning
{
  WARNING_CREDENTIALS,
  WARNING_ENTRY,
  WARNING_FORK,
  WARNING_PRESERVE,
  WARNING_SETUID,
  WARNING_SLEEP,
  WARNING_STDIN,
  WARNING_THREAD,
  WARNING_TMP,
  N_WARNINGS
};

enum warning_level
{
  LEVEL_IGNORED,
  LEVEL_WARNING,
  LEVEL_ERROR
};

/* The name of WARNING, as the switches have it.  */
const char *warning_name (enum warning warning);

/* The warning called NAME, with or without "-Wsparta-" before it;
   N_WARNINGS: there is none.  */
enum warning warning_find (const char *name);

/* The names of all, ", " between them.  */
const char *warning_names (void);

/* Sets the level of the warning called NAME for the whole unit.  Returns
   whether there is such a warning.  */
bool warnings_set (const char *name, enum warning_level level);

/* Sets the level of WARNING from PLACE on.  Calls come in the order of the
   source.  */
void warnings_set_from (model_place place, enum warning warning,
                        enum warning_level level);

/* The level of WARNING at PLACE.  BEFORE tells whether the first of two places
   stands ahead of the second.  */
enum warning_level warnings_level (enum warning warning, model_place place,
                                   bool (*before) (model_place,
                                                   model_place));

/* Whether WARNING is told at PLACE for the first time: C++ compiles a
   constructor once for each of its clones.  */
bool warnings_first (enum warning warning, model_place place);

#endif /* SPARTA_WARNINGS_H */
