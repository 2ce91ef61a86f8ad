/* sparta-options.h: the plugin's own options, -fplugin-arg-sparta-NAME=VALUE.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_OPTIONS_H
#define SPARTA_OPTIONS_H

struct options
{
  const char *entry;            /* whose call is the entry, or NAME_ex's */
  const char *folder;           /* where the transformed source is kept */
};

/* What the options are when none is given.  */
extern const struct options options_default;

/* Takes the option KEY with its VALUE (NULL: none), which is kept.  The levels
   of warnings go to warnings.c.  Returns NULL, or what is wrong with it: a
   text that lives until the next call.  */
const char *options_set (struct options *options, const char *key,
                         const char *value);

#endif /* SPARTA_OPTIONS_H */
