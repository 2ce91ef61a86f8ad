/* cli.h: what every verb of the sparta command has in common: its name in
   messages, --help, --version, and where the other parts are installed.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_CLI_H
#define SHIM_CLI_H

#include <getopt.h>
#include <stddef.h>

/* The exit statuses.  */
enum cli_status
{
  CLI_YES = 0,                  /* done; nothing found */
  CLI_NO = 1,                   /* a finding, a function error */
  CLI_UNUSABLE = 2              /* unusable arguments or input */
};

/* What getopt_long returns for an option that has no letter of its own.  */
enum cli_option
{
  CLI_HELP = 256,
  CLI_VERSION,
  CLI_OWN                       /* a verb's own long options start here */
};

/* Stands at the end of a verb's table of long options.  */
#define CLI_OPTIONS                                     \
  { "help", no_argument, NULL, CLI_HELP },              \
  { "version", no_argument, NULL, CLI_VERSION },        \
  { NULL, 0, NULL, 0 }

/* A verb: NAME as in `sparta NAME', HELP the whole text of --help.  */
struct cli_verb
{
  const char *name;
  const char *help;
  const char *letters;          /* getopt's, beginning with ":" */
  const struct option *options;
};

/* Names the verb that messages carry.  Call it first.  */
void cli_start (const struct cli_verb *verb);

/* The next option, as getopt_long returns it; -1 at the end.  --help and
   --version print and exit; a bad option prints why and exits 2.  */
int cli_option (int argc, char **argv);

/* Prints "sparta VERB: ..." and a newline to standard error.  */
void cli_error (const char *format, ...)
  __attribute__ ((format (printf, 1, 2)));

/* Likewise, points to --help, and exits 2.  */
void cli_usage (const char *format, ...)
  __attribute__ ((format (printf, 1, 2), noreturn));

/* Likewise "out of memory", and exits 2.  */
void cli_no_memory (void) __attribute__ ((noreturn));

/* malloc and kin that call cli_no_memory: for what is small and needed.  */
void *cli_calloc (size_t n, size_t size) __attribute__ ((malloc));
char *cli_asprintf (const char *format, ...)
  __attribute__ ((format (printf, 1, 2), malloc));

/* ARRAY with room for N + 1 elements of SIZE bytes.  */
void *cli_grow (void *array, size_t n, size_t size);

/* The path of an installed program, of a data file.  The caller's to free.  */
char *cli_program_path (const char *name);
char *cli_data_path (const char *name);

/* Runs another verb, the program ARGUMENTS[0].  Returns its exit status, or
   has said why there is none and returns CLI_UNUSABLE.  */
int cli_run (char *const *arguments);

/* Flushes standard output; prints why and returns CLI_UNUSABLE where what was
   written could not be, else STATUS.  */
int cli_finish (int status);

#endif /* SHIM_CLI_H */
