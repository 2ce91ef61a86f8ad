/* target.c: see target.h, and targets.conf for its records.

   The file is read twice: the first time for the target itself, the second
   time for the system that the target names.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "file.h"
#include "target.h"

/* Copies WORD where it fits; whether it did.  */
static bool
copy_word (char *to, size_t size, const char *word)
{
  return word != NULL && (size_t) snprintf (to, size, "%s", word) < size;
}

static bool
read_kind (const char *word, enum target_kind *kind)
{
  static const char *const words[] = { [TARGET_PYTHON] = "python",
                                       [TARGET_NATIVE] = "native",
                                       [TARGET_PROCESS] = "process" };
  for (size_t i = 0; word != NULL && i < sizeof words / sizeof *words; i++)
    if (strcmp (word, words[i]) == 0)
      {
        *kind = i;
        return true;
      }
  return false;
}

/* `glibc=2.34' becomes the limit of GLIBC_.  */
static bool
read_limit (struct target *target, const char *word)
{
  const char *equals = strchr (word, '=');
  struct target_limit limit = { .prefix = "" };
  if (equals == NULL || (size_t) (equals - word) > sizeof limit.prefix - 2
      || !copy_word (limit.version, sizeof limit.version, equals + 1))
    return false;
  size_t n = equals - word;
  for (size_t i = 0; i < n; i++)
    limit.prefix[i] = toupper ((unsigned char) word[i]);
  limit.prefix[n] = '_';
  target->limits
    = cli_grow (target->limits, target->n_limits, sizeof *target->limits);
  target->limits[target->n_limits++] = limit;
  return true;
}

static bool
read_soname (struct target *target, const char *word)
{
  target->provides = cli_grow (target->provides, target->n_provides,
                               sizeof *target->provides);
  target->provides[target->n_provides++] = cli_asprintf ("%s", word);
  return true;
}

/* Reads the record `os' or `provides' in REST where it is of TARGET's
   system.  */
static bool
read_system (struct target *target, const char *record, char **rest)
{
  bool (*reader) (struct target *, const char *)
    = strcmp (record, "os") == 0 ? read_limit : read_soname;
  char *word = strtok_r (NULL, " \t", rest);
  if (word == NULL)
    return false;
  if (strcmp (word, target->os) != 0)
    return true;
  while ((word = strtok_r (NULL, " \t", rest)) != NULL)
    if (!reader (target, word))
      return false;
  return true;
}

/* Reads the record `target' in REST where it is TARGET's own.  */
static bool
read_target (struct target *target, char **rest)
{
  char *word = strtok_r (NULL, " \t", rest);
  if (word == NULL)
    return false;
  if (strcmp (word, target->name) != 0)
    return true;
  return read_kind (strtok_r (NULL, " \t", rest), &target->kind)
         && copy_word (target->os, sizeof target->os,
                       strtok_r (NULL, " \t", rest));
}

static bool
read_line (struct target *target, char *line, bool systems)
{
  char *rest, *record = strtok_r (line, " \t", &rest);
  if (record == NULL || *record == '#')
    return true;
  if (strcmp (record, "target") == 0)
    return systems || read_target (target, &rest);
  if (strcmp (record, "os") == 0 || strcmp (record, "provides") == 0)
    return !systems || read_system (target, record, &rest);
  return false;
}

/* Hands the lines of TEXT to read_line; the number of a broken one, or 0.  */
static int
read_lines (struct target *target, const char *text, bool systems)
{
  int number = 1;
  for (const char *line = text; *line != 0; number++)
    {
      size_t size = strcspn (line, "\n");
      char *copy = cli_asprintf ("%.*s", (int) size, line);
      bool good = read_line (target, copy, systems);
      free (copy);
      if (!good)
        return number;
      line += size + (line[size] == '\n');
    }
  return 0;
}

/* The names of all targets in TEXT, with ", " between.  */
static char *
known_targets (const char *text)
{
  char *names = cli_asprintf ("%s", "");
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      char name[32];
      if (sscanf (line, "target %31s", name) != 1)
        continue;
      char *longer
        = cli_asprintf ("%s%s%s", names, *names != 0 ? ", " : "", name);
      free (names);
      names = longer;
    }
  return names;
}

/* Splits TEXT into TARGET's name and architecture.  */
static bool
read_name (struct target *target, const char *text)
{
  size_t size = strcspn (text, "/");
  if (size == 0 || size >= sizeof target->name)
    return false;
  memcpy (target->name, text, size);
  if (text[size] == 0)
    return true;
  const char *architecture = text + size + 1;
  if (strcmp (architecture, "x86_64") == 0)
    target->architecture = "x86_64";
  else if (strcmp (architecture, "arm64") == 0)
    target->architecture = "arm64";
  return target->architecture != NULL;
}

static int
read_table (struct target *target, const char *argument, const char *path,
            const char *text)
{
  int line = 0;
  if (read_name (target, argument))
    line = read_lines (target, text, false);
  if (line == 0 && target->os[0] != 0)
    line = read_lines (target, text, true);
  if (line != 0)
    {
      cli_error ("%s:%d: not a record of this file", path, line);
      return -1;
    }
  if (target->os[0] != 0)
    return 0;
  char *known = known_targets (text);
  cli_error ("--target=%s: no such target; known: %s, each also with /x86_64 "
             "or /arm64 behind it",
             argument, known);
  free (known);
  return -1;
}

int
target_read (struct target *target, const char *argument)
{
  memset (target, 0, sizeof *target);
  char *path = cli_data_path ("targets.conf"), *text;
  size_t size;
  int result = -1;
  const char *why = file_read (path, &text, &size);
  if (why == NULL)
    result = read_table (target, argument, path, text);
  else
    cli_error ("%s: %s; install sparta again, or set SPARTA_DATADIR", path,
               why);
  free (text);
  free (path);
  return result;
}

void
target_free (struct target *target)
{
  for (size_t i = 0; i < target->n_provides; i++)
    free (target->provides[i]);
  free (target->provides);
  free (target->limits);
  memset (target, 0, sizeof *target);
}

bool
target_provides_p (const struct target *target, const char *soname)
{
  for (size_t i = 0; i < target->n_provides; i++)
    if (strcmp (target->provides[i], soname) == 0)
      return true;
  return false;
}

/* Whether version A, numbers with dots between, is newer than B; true where A
   is no version.  */
static bool
newer_p (const char *a, const char *b)
{
  while (true)
    {
      char *a_end, *b_end;
      if (!isdigit ((unsigned char) *a))
        return true;
      unsigned long a_number = strtoul (a, &a_end, 10);
      unsigned long b_number = strtoul (b, &b_end, 10);
      if (a_number != b_number || *a_end == 0)
        return a_number > b_number;
      if (*a_end != '.')
        return true;
      a = a_end + 1;
      b = *b_end == '.' ? b_end + 1 : b_end;
    }
}

const struct target_limit *
target_exceeded (const struct target *target, const char *name)
{
  for (size_t i = 0; i < target->n_limits; i++)
    {
      const struct target_limit *limit = &target->limits[i];
      size_t size = strlen (limit->prefix);
      if (strncmp (name, limit->prefix, size) == 0)
        return newer_p (name + size, limit->version) ? limit : NULL;
    }
  return NULL;
}
