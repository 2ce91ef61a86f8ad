/* search.c: see search.h.

   The order is ld.so's, behind the folders that the command line names, except
   that its cache is not read: the cache holds nothing but what the folders of
   ld.so.conf hold.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "file.h"
#include "search.h"

#define INCLUDE_DEPTH_MAX 8

void
search_add (struct search *search, const char *folder)
{
  search->folders = cli_grow (search->folders, search->n_folders,
                              sizeof *search->folders);
  search->folders[search->n_folders++] = cli_asprintf ("%s", folder);
}

/* Adds the folders of LIST, which has ":" between.  */
static void
add_list (struct search *search, const char *list)
{
  while (list != NULL && *list != 0)
    {
      size_t size = strcspn (list, ":");
      if (size > 0)
        {
          char *folder = cli_asprintf ("%.*s", (int) size, list);
          search_add (search, folder);
          free (folder);
        }
      list += size + (list[size] == ':');
    }
}

static void add_configuration (struct search *search, const char *path,
                               unsigned depth);

/* Adds what the files that PATTERN matches name.  */
static void
add_included (struct search *search, const char *pattern, unsigned depth)
{
  glob_t found;
  if (glob (pattern, 0, NULL, &found) != 0)
    return;
  for (size_t i = 0; i < found.gl_pathc; i++)
    add_configuration (search, found.gl_pathv[i], depth + 1);
  globfree (&found);
}

/* Adds the folders that PATH, a file in the format of ld.so.conf, names.  */
static void
add_configuration (struct search *search, const char *path, unsigned depth)
{
  char *text, *rest;
  size_t size;
  if (depth > INCLUDE_DEPTH_MAX || file_read (path, &text, &size) != NULL)
    return;
  for (char *line = strtok_r (text, "\n", &rest); line != NULL;
       line = strtok_r (NULL, "\n", &rest))
    {
      char *words, *word;
      line[strcspn (line, "#")] = 0;
      word = strtok_r (line, " \t\r", &words);
      if (word == NULL)
        continue;
      if (*word == '/')
        search_add (search, word);
      else if (strcmp (word, "include") == 0)
        while ((word = strtok_r (NULL, " \t\r", &words)) != NULL)
          add_included (search, word, depth);
    }
  free (text);
}

void
search_add_system (struct search *search, const char *architecture)
{
  static const char *const usual[]
    = { "/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib" };
  const char *machine
    = strcmp (architecture, "arm64") == 0 ? "aarch64" : architecture;
  search->n_named = search->n_folders;
  add_list (search, getenv ("LD_LIBRARY_PATH"));
  search->n_preferred = search->n_folders;
  add_configuration (search, "/etc/ld.so.conf", 0);
  char *multiarch = cli_asprintf ("/lib/%s-linux-gnu:/usr/lib/%s-linux-gnu"
                                  ":/usr/%s-linux-gnu/lib",
                                  machine, machine, machine);
  add_list (search, multiarch);
  free (multiarch);
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
    search_add (search, usual[i]);
}

void
search_free (struct search *search)
{
  for (size_t i = 0; i < search->n_folders; i++)
    free (search->folders[i]);
  free (search->folders);
}

/* FOLDER with $ORIGIN replaced by the folder of PATH.  */
static char *
expand_origin (const char *folder, const char *path)
{
  static const char *const words[] = { "$ORIGIN", "${ORIGIN}" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strncmp (folder, words[i], strlen (words[i])) == 0)
      {
        char *origin = file_folder (path);
        char *expanded
          = cli_asprintf ("%s%s", origin, folder + strlen (words[i]));
        free (origin);
        return expanded;
      }
  return cli_asprintf ("%s", folder);
}

/* FOLDER/SONAME where it is a library of USER's architecture.  */
static char *
try_folder (const char *folder, const struct object *user, const char *soname,
            struct object *object)
{
  char *path = cli_asprintf ("%s/%s", folder, soname);
  if (object_open (object, path) == 0 && object->machine == user->machine
      && object->type == ET_DYN)
    return path;
  object_free (object);
  free (path);
  return NULL;
}

static char *
try_run_path (const char *list, const struct object *user, const char *path,
              const char *soname, struct object *object)
{
  struct search own = { .folders = NULL };
  char *found = NULL;
  add_list (&own, list);
  for (size_t i = 0; i < own.n_folders && found == NULL; i++)
    {
      char *folder = expand_origin (own.folders[i], path);
      found = try_folder (folder, user, soname, object);
      free (folder);
    }
  search_free (&own);
  return found;
}

/* Looks in the folders FROM to END of SEARCH.  */
static char *
try_folders (const struct search *search, size_t from, size_t end,
             const struct object *user, const char *soname,
             struct object *object)
{
  char *found = NULL;
  for (size_t i = from; i < end && found == NULL; i++)
    found = try_folder (search->folders[i], user, soname, object);
  return found;
}

/* Where there is a DT_RUNPATH, the loader reads no DT_RPATH.  */
char *
search_find (const struct search *search, const struct object *user,
             const char *path, const char *soname, struct object *object)
{
  const char *rpath = user->runpath == NULL ? user->rpath : NULL;
  char *found
    = try_folders (search, 0, search->n_named, user, soname, object);
  if (found == NULL)
    found = try_run_path (rpath, user, path, soname, object);
  if (found == NULL)
    found = try_folders (search, search->n_named, search->n_preferred, user,
                         soname, object);
  if (found == NULL)
    found = try_run_path (user->runpath, user, path, soname, object);
  if (found == NULL)
    found = try_folders (search, search->n_preferred, search->n_folders, user,
                         soname, object);
  return found;
}
