/* search.h: where the libraries lie that a library needs.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_SEARCH_H
#define SHIM_SEARCH_H

#include <stddef.h>

#include "elf-object.h"

/* Folders, in the order in which they are looked at.  Ahead of the second and
   of the third part a library's own run path has its turn: DT_RPATH, which
   LD_LIBRARY_PATH does not override, and DT_RUNPATH, which it does.  */
struct search
{
  char **folders;
  size_t n_folders;
  size_t n_named, n_preferred;  /* the ends of the first two parts */
};

/* Adds to the first part: ahead of search_add_system.  */
void search_add (struct search *search, const char *folder);

/* Adds what the loader of this machine knows: LD_LIBRARY_PATH, the folders of
   ld.so.conf, and the usual ones, also those of a cross compiler for
   ARCHITECTURE.  */
void search_add_system (struct search *search, const char *architecture);

void search_free (struct search *search);

/* Finds the library SONAME that USER, the file PATH, needs: in SEARCH and in
   USER's own run path; passes over files of another architecture.  Fills
   OBJECT and returns its path, the caller's to free; NULL: not found.  */
char *search_find (const struct search *search, const struct object *user,
                   const char *path, const char *soname,
                   struct object *object);

#endif /* SHIM_SEARCH_H */
