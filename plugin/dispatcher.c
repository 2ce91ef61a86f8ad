/* dispatcher.c: the one file that every compiler is given with -fplugin=.

   A plugin's core fits one compiler version and target only; loaded by another
   it dies of an undefined symbol before any check of its own.  So this file
   needs no symbol of GCC's but a weak error function, includes none of GCC's
   headers, finds out what compiler it is in, and forwards to

       DIR/sparta/TARGET/gcc-MAJOR/sparta.so

   where DIR is its own folder, or else the one it was configured for.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__ ((visibility ("default")))

/* gcc-plugin.h's, of which only these members are read; the same from GCC 4.5
   on.  */
struct plugin_gcc_version
{
  const char *basever;
};
struct plugin_name_args;
typedef int init_function (struct plugin_name_args *,
                           struct plugin_gcc_version *);

init_function plugin_init;
EXPORT int plugin_is_GPL_compatible;

/* GCC's error (const char *, ...), mangled; NULL in a compiler without it.  */
extern void gcc_error (const char *, ...) __asm__ ("_Z5errorPKcz")
  __attribute__ ((weak));

static void
complain (const char *message)
{
  if (gcc_error != NULL)
    gcc_error ("%s", message);
  else
    fprintf (stderr, "sparta: %s\n", message);
}

/* The compiler's target, from where its own program stands:
   .../gcc/TARGET/VERSION/cc1.  "" where that cannot be told.  */
static void
find_target (char target[PATH_MAX])
{
  char path[PATH_MAX];
  ssize_t size = readlink ("/proc/self/exe", path, sizeof path - 1);
  target[0] = 0;
  if (size <= 0)
    return;
  path[size] = 0;
  for (int up = 0; up < 2; up++)
    {
      char *slash = strrchr (path, '/');
      if (slash == NULL)
        return;
      *slash = 0;
    }
  char *slash = strrchr (path, '/');
  if (slash != NULL)
    strcpy (target, slash + 1);
}

/* This file's own folder.  */
static void
find_folder (char folder[PATH_MAX])
{
  Dl_info info;
  folder[0] = 0;
  if (dladdr (&plugin_is_GPL_compatible, &info) == 0
      || realpath (info.dli_fname, folder) == NULL)
    return;
  char *slash = strrchr (folder, '/');
  if (slash != NULL)
    *slash = 0;
}

/* Appends the names in FOLDER to TEXT, each behind BEFORE.  */
static void
list_folder (const char *folder, const char *before, char *text, size_t size)
{
  DIR *stream = opendir (folder);
  struct dirent *entry;
  while (stream != NULL && (entry = readdir (stream)) != NULL)
    if (entry->d_name[0] != '.')
      {
        size_t used = strlen (text);
        snprintf (text + used, size - used, "%s%s%s", used > 0 ? ", " : "",
                  before, entry->d_name);
      }
  if (stream != NULL)
    closedir (stream);
}

/* Appends what cores stand under FOLDER: "TARGET/gcc-N, ..".  */
static void
list_cores (const char *folder, char *text, size_t size)
{
  char path[PATH_MAX + 300];
  snprintf (path, sizeof path, "%s/sparta", folder);
  DIR *stream = opendir (path);
  struct dirent *entry;
  while (stream != NULL && (entry = readdir (stream)) != NULL)
    if (entry->d_name[0] != '.')
      {
        char before[300];
        snprintf (path, sizeof path, "%s/sparta/%s", folder, entry->d_name);
        snprintf (before, sizeof before, "%s/", entry->d_name);
        list_folder (path, before, text, size);
      }
  if (stream != NULL)
    closedir (stream);
}

/* Writes the core's path in FOLDER to PATH; whether there is one.  */
static bool
core_p (const char *folder, const char *target, int major,
        char path[3 * PATH_MAX])
{
  snprintf (path, 3 * PATH_MAX, "%s/sparta/%s/gcc-%d/sparta.so", folder,
            target, major);
  return access (path, R_OK) == 0;
}

static int
forward (const char *path, struct plugin_name_args *arguments,
         struct plugin_gcc_version *version)
{
  char message[3 * PATH_MAX];
  void *core = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  init_function *init
    = core == NULL ? NULL : (init_function *) dlsym (core, "plugin_init");
  if (init != NULL)
    return init (arguments, version);
  snprintf (message, sizeof message,
            "the plugin for this compiler does not load: %s; build sparta "
            "again for GCC %s", dlerror (), version->basever);
  complain (message);
  return 1;
}

EXPORT int
plugin_init (struct plugin_name_args *arguments,
             struct plugin_gcc_version *version)
{
  char target[PATH_MAX], folder[PATH_MAX], path[3 * PATH_MAX];
  char have[1024] = "", message[2 * PATH_MAX];
  int major = atoi (version->basever);
  find_target (target);
  find_folder (folder);
  if (core_p (folder, target, major, path)
      || core_p (PLUGIN_LIBDIR, target, major, path))
    return forward (path, arguments, version);

  list_cores (folder, have, sizeof have);
  if (strcmp (folder, PLUGIN_LIBDIR) != 0)
    list_cores (PLUGIN_LIBDIR, have, sizeof have);
  snprintf (message, sizeof message,
            "the sparta plugin is not there for this compiler: wanted "
            "%.200s/gcc-%d (GCC %s), there is: %s; configure sparta with "
            "--with-gcc=LIST and this compiler in it", target, major,
            version->basever, have[0] != 0 ? have : "none");
  complain (message);
  return 1;
}
