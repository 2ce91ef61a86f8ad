/* describe.c: sparta describe, what a library, a package or an executable
   offers.

   Where the manifest comes from is subject.c's; here are the arguments and the
   forms in which it is printed.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "manifest.h"
#include "subject.h"

static const char help[]
  = "Usage: sparta describe [OPTION]... LIBRARY|PACKAGE|EXECUTABLE\n"
    "Prints which Lambda functions it holds.  A table that is made at run\n"
    "time is asked for, in a process of its own with dummy credentials.\n"
    "\n"
    "  --format=text      for people (the default)\n"
    "  --format=json      the manifest as it is\n"
    "  --format=names     the functions' names, one a line\n"
    "  --format=kind      library or executable\n"
    "  --timeout=SECONDS  for a table made at run time (default: 10)\n"
    "  --help             print this and exit\n"
    "  --version          print the version and exit\n"
    "\n"
    "Exit status: 0 described, 1 it holds none or its start failed,\n"
    "2 unusable arguments or input.  See sparta(1).\n";

enum option_code
{
  OPTION_FORMAT = CLI_OWN,
  OPTION_TIMEOUT
};

static const struct option options[]
  = { { "format", required_argument, NULL, OPTION_FORMAT },
      { "timeout", required_argument, NULL, OPTION_TIMEOUT },
      CLI_OPTIONS };

static const struct cli_verb verb = { "describe", help, ":", options };

enum format
{
  FORMAT_TEXT,
  FORMAT_JSON,
  FORMAT_NAMES,
  FORMAT_KIND
};

static enum format
read_format (const char *word)
{
  if (strcmp (word, "text") == 0)
    return FORMAT_TEXT;
  if (strcmp (word, "json") == 0)
    return FORMAT_JSON;
  if (strcmp (word, "names") == 0)
    return FORMAT_NAMES;
  if (strcmp (word, "kind") == 0)
    return FORMAT_KIND;
  if (strcmp (word, "dot") == 0 || strcmp (word, "html") == 0)
    cli_usage ("--format=%s: not yet in this version; it knows text, json, "
               "names, kind", word);
  cli_usage ("--format=%s: unknown format; known: text, json, names, "
             "kind", word);
}

static unsigned
read_seconds (const char *word)
{
  char *end;
  errno = 0;
  long seconds = strtol (word, &end, 10);
  if (errno != 0 || end == word || *end != 0 || seconds < 1 || seconds > 900)
    cli_usage ("--timeout=%s: not a number of seconds from 1 to 900", word);
  return seconds;
}

static int
print_manifest (const struct subject *subject, const char *text,
                enum format format)
{
  json_t *manifest = manifest_read (subject->name, text);
  if (manifest == NULL)
    return CLI_UNUSABLE;
  size_t size = strlen (text);
  if (format == FORMAT_TEXT)
    manifest_print (manifest);
  else if (format == FORMAT_NAMES)
    manifest_print_names (manifest);
  else
    printf ("%s%s", text, size > 0 && text[size - 1] == '\n' ? "" : "\n");
  json_decref (manifest);
  return cli_finish (CLI_YES);
}

/* Prints what SUBJECT is, and frees it.  */
static int
print_kind (struct subject *subject)
{
  puts (subject->object.executable ? "executable" : "library");
  subject_free (subject);
  return cli_finish (CLI_YES);
}

static int
describe (struct subject *subject, enum format format)
{
  char *manifest = NULL;
  int status = subject_open (subject);
  if (status == CLI_YES && format == FORMAT_KIND)
    return print_kind (subject);
  if (status == CLI_YES)
    status = subject_find_manifest (subject, &manifest);
  if (status == CLI_YES)
    status = print_manifest (subject, manifest, format);
  free (manifest);
  subject_free (subject);
  return status;
}

int
main (int argc, char **argv)
{
  enum format format = FORMAT_TEXT;
  struct subject subject = { .seconds = 10 };
  int option;
  cli_start (&verb);
  while ((option = cli_option (argc, argv)) != -1)
    if (option == OPTION_FORMAT)
      format = read_format (optarg);
    else if (option == OPTION_TIMEOUT)
      subject.seconds = read_seconds (optarg);
  if (optind + 1 != argc)
    cli_usage ("wants one LIBRARY, PACKAGE or EXECUTABLE");
  subject.name = argv[optind];
  return describe (&subject, format);
}
