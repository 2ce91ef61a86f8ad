/* bootstrap-load.c: see bootstrap.h.

   SPDX-License-Identifier: MIT  */

#include "bootstrap.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/lib/"
#define SUFFIX ".so"

/* What an error of the loader's has for a remedy; the loader's words are those
   of glibc's dl-load.c and dl-version.c.  */
static const char *
remedy (const char *error)
{
  if (strstr (error, "cannot open shared object") != NULL)
    return "; sparta zip takes along what a library needs, or --include does";
  if (strstr (error, "' not found") != NULL)
    return "; it was built on a newer system: sparta zip names the symbols";
  return "";
}

/* Opens PATH; where it cannot, keeps the loader's words in *WHY.  */
static void *
open_library (const char *path, char **why)
{
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  const char *error = handle == NULL ? dlerror () : NULL;
  if (error == NULL)
    return handle;
  free (*why);
  if (asprintf (why, "%s%s", error, remedy (error)) < 0)
    *why = NULL;
  return NULL;
}

static bool
library_name_p (const char *name)
{
  size_t size = strlen (name), end = sizeof SUFFIX - 1;
  return size > end && strcmp (name + size - end, SUFFIX) == 0;
}

/* Opens lib/NAME if it is one of ours.  */
static void *
try_library (const char *root, const char *name, char **why)
{
  char *path;
  if (asprintf (&path, "%s" FOLDER "%s", root, name) < 0)
    return NULL;
  void *handle = open_library (path, why);
  free (path);
  if (handle == NULL || dlsym (handle, "LambdaInit") != NULL)
    return handle;
  dlclose (handle);
  return NULL;
}

/* The one library in lib/ that is ours.  */
static void *
search_library (const char *root, char **why)
{
  char *path;
  void *found = NULL, *other = NULL;
  if (asprintf (&path, "%s" FOLDER, root) < 0)
    return NULL;
  DIR *folder = opendir (path);
  const struct dirent *entry;
  free (path);
  while (folder != NULL && other == NULL && (entry = readdir (folder)) != NULL)
    if (library_name_p (entry->d_name))
      {
        other = found;
        void *one = try_library (root, entry->d_name, why);
        if (one == NULL)
          other = NULL;
        else
          found = one;
      }
  if (folder != NULL)
    closedir (folder);
  if (other == NULL)
    return found;
  free (*why);
  *why = strdup ("lib/ has several: _HANDLER is to be LIBRARY.FUNCTION");
  return NULL;
}

void *
spartap_bootstrap_open (const char *root, const char *handler, char **why)
{
  const char *dot = strrchr (handler, '.');
  int size = dot == NULL ? 0 : dot - handler;
  char *path;
  *why = NULL;
  if (strchr (handler, '/') != NULL)
    {
      *why = strdup ("_HANDLER is LIBRARY.FUNCTION, without a slash");
      return NULL;
    }
  if (asprintf (&path, "%s" FOLDER "%.*s" SUFFIX, root, size, handler) < 0)
    return NULL;
  /* One that is there is meant, even if it does not load.  */
  bool named = size > 0 && access (path, F_OK) == 0;
  void *handle = named ? open_library (path, why) : NULL;
  free (path);
  if (!named)
    handle = search_library (root, why);
  if (handle == NULL && *why == NULL)
    *why = strdup ("lib/ has none that the plugin made");
  return handle;
}
