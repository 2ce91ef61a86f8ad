/* cli.c: see cli.h.

   A message is one line, `sparta VERB: what: why', whatever the names in it
   hold: control characters of a file's name arrive as `?'.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

static const struct cli_verb *current;

void
cli_start (const struct cli_verb *verb)
{
  current = verb;
  opterr = 0;
}

/* Prints the message as one line.  */
static void
print_error (const char *format, va_list arguments)
{
  char *text = NULL;
  if (vasprintf (&text, format, arguments) < 0)
    text = NULL;
  for (char *c = text; c != NULL && *c != 0; c++)
    if ((unsigned char) *c < ' ' || *c == 0x7f)
      *c = '?';
  fprintf (stderr, "sparta %s: %s\n", current->name,
           text != NULL ? text : "out of memory");
  free (text);
}

void
cli_error (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_error (format, arguments);
  va_end (arguments);
}

void
cli_usage (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_error (format, arguments);
  va_end (arguments);
  fprintf (stderr, "Try `sparta %s --help'.\n", current->name);
  exit (CLI_UNUSABLE);
}

void
cli_no_memory (void)
{
  cli_error ("out of memory");
  exit (CLI_UNUSABLE);
}

/* The option that getopt_long refused, as the user wrote it where that is
   known: a long one, or one letter.  */
static void
refuse_option (int argc, char **argv, bool missing)
{
  const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
  const char *why = missing ? "needs a value" : "unknown option, or a value "
                                                "where none belongs";
  if (optopt > 0 && optopt < 256 && strncmp (word, "--", 2) != 0)
    cli_usage ("-%c: %s", optopt, why);
  cli_usage ("%s: %s", word, why);
}

int
cli_option (int argc, char **argv)
{
  int c = getopt_long (argc, argv, current->letters, current->options, NULL);
  switch (c)
    {
    case CLI_HELP:
      fputs (current->help, stdout);
      exit (cli_finish (CLI_YES));
    case CLI_VERSION:
      printf ("sparta %s (Sparta for C) %s\n", current->name,
              PACKAGE_VERSION);
      exit (cli_finish (CLI_YES));
    case '?':
    case ':':
      refuse_option (argc, argv, c == ':');
    }
  return c;
}

void *
cli_calloc (size_t n, size_t size)
{
  void *memory = calloc (n > 0 ? n : 1, size);
  if (memory == NULL)
    cli_no_memory ();
  return memory;
}

void *
cli_grow (void *array, size_t n, size_t size)
{
  /* Only a power of two is full.  */
  if (n != 0 && (n & (n - 1)) != 0)
    return array;
  size_t room = n == 0 ? 1 : 2 * n;
  void *grown = reallocarray (array, room, size);
  if (grown == NULL)
    cli_no_memory ();
  return grown;
}

char *
cli_asprintf (const char *format, ...)
{
  char *text;
  va_list arguments;
  va_start (arguments, format);
  int n = vasprintf (&text, format, arguments);
  va_end (arguments);
  if (n < 0)
    cli_no_memory ();
  return text;
}

/* NAME in the folder that VARIABLE names, else in FOLDER.  */
static char *
installed_path (const char *variable, const char *folder, const char *name)
{
  const char *own = getenv (variable);
  return cli_asprintf ("%s/%s", own != NULL && *own != 0 ? own : folder, name);
}

char *
cli_program_path (const char *name)
{
  return installed_path ("SPARTA_LIBEXECDIR", PKGLIBEXECDIR, name);
}

char *
cli_data_path (const char *name)
{
  return installed_path ("SPARTA_DATADIR", PKGDATADIR, name);
}

int
cli_run (char *const *arguments)
{
  const char *program = arguments[0];
  pid_t child;
  int status;
  int error = posix_spawn (&child, program, NULL, NULL, arguments, environ);
  if (error != 0)
    cli_error ("%s: %s; install sparta again", program, strerror (error));
  else if (waitpid (child, &status, 0) != child || !WIFEXITED (status))
    cli_error ("%s: was ended by a signal", program);
  else
    return WEXITSTATUS (status);
  return CLI_UNUSABLE;
}

int
cli_finish (int status)
{
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return status;
  cli_error ("standard output: %s", strerror (errno));
  return CLI_UNUSABLE;
}
