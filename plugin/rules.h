/* rules.h: what a unit must keep so that it can become a library.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_RULES_H
#define SPARTA_RULES_H

#include "model.h"

/* How a broken rule is told.  ERROR gives the rule at the element that breaks
   it; NOTE follows an error and points to the other place and the remedy.
   FORMAT has at most one %qs, for NAME: the quotes are the compiler's.  */
struct rules_report
{
  void (*error) (void *data, model_place, const char *format,
                 const char *name);
  void (*note) (void *data, model_place, const char *format,
                const char *name);
  void *data;
};

/* Judges MODEL; returns the number of broken rules.  A unit without a use of
   the entry breaks none.  */
size_t rules_check (const struct model *model,
                    const struct rules_report *report);

#endif /* SPARTA_RULES_H */
