/* bootstrap.h: what the native host's files share.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_BOOTSTRAP_H
#define SPARTAP_BOOTSTRAP_H

#include <stdbool.h>

/* bootstrap-load.c: opens the library that HANDLER names, which is in the
   folder lib of ROOT; where it names none that is there, the only one of ours
   in that folder.  Returns a handle for dlsym, or NULL with *WHY, the
   caller's to free; without memory that is NULL too.  */
void *spartap_bootstrap_open (const char *root, const char *handler,
                              char **why);

/* bootstrap-names.c: whether NAME is a function of MANIFEST's; of one that
   lists none, anything is.  */
bool spartap_manifest_has (const char *manifest, const char *name);

/* The names that it has, or NULL: out of memory.  The caller's to free.  */
char *spartap_manifest_names (const char *manifest);

#endif /* SPARTAP_BOOTSTRAP_H */
