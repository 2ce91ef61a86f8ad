/* version.h: whether a core belongs to the compiler that loads it.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_VERSION_CHECK_H
#define SPARTA_VERSION_CHECK_H

/* A compiler, as far as its plugins' interface depends on it.  */
struct version
{
  const char *base;             /* "12.2.0" */
  const char *target;           /* "x86_64-linux-gnu"; NULL: not known */
  unsigned n_options;           /* its option table's length */
};

/* NULL where a core built for BUILT fits RUNNING; else what differs, both
   sides named: a text that lives until the next call.  The datestamp, the
   package's name and configure's arguments do not matter: a distribution's
   rebuild of a compiler keeps its interface.  */
const char *version_difference (const struct version *built,
                                const struct version *running);

#endif /* SPARTA_VERSION_CHECK_H */
