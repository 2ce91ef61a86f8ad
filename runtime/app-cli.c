/* app-cli.c: the command line of a program that runs by itself: invoke a
   function, describe the service.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app.h"

static const char *program = "sparta-app";

int
spartap_app_complain (const char *verb, const char *format, ...)
{
  struct spartap_buffer text = { 0 };
  va_list arguments;
  va_start (arguments, format);
  spartap_buffer_vprintf (&text, format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s%s%s: %s\n", program, verb != NULL ? " " : "",
           verb != NULL ? verb : "",
           text.data != NULL ? text.data : "out of memory");
  spartap_buffer_free (&text);
  return 2;
}

static void
print_usage (FILE *file)
{
  fprintf (file,
           "Usage: %s invoke FUNCTION [FILE|-]\n"
           "       %s describe [--format=text|json]\n"
           "       %s --help | --version\n",
           program, program, program);
}

static void
print_help (void)
{
  const sparta_service *service = spartap_service ();
  print_usage (stdout);
  printf ("\n%s%s%s\n", service->name,
          service->description != NULL ? ": " : "",
          service->description != NULL ? service->description : "");
  fputs (
    "\n"
    "invoke    calls a function and prints its payload, nothing else.  The\n"
    "          event is FILE, or standard input, or {} at a terminal.\n"
    "describe  lists the functions.\n"
    "\n"
    "Where AWS_LAMBDA_RUNTIME_API is set, it serves Lambda instead: the\n"
    "function that _HANDLER names behind its last dot.\n"
    "\n"
    "Exit status: 0 done, 1 a function error, 2 unusable arguments or input.\n"
    "See sparta(3).\n", stdout);
}

/* Whether all that was printed has arrived; the exit status.  */
static int
finish (const char *verb)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return 0;
  spartap_app_complain (verb, "standard output: %s", strerror (errno));
  return 1;
}

static int
describe_json (const sparta_service *service)
{
  struct spartap_buffer text = { 0 };
  if (spartap_manifest_append (&text, service) != 0)
    return spartap_app_complain ("describe", "out of memory");
  puts (text.data);
  spartap_buffer_free (&text);
  return finish ("describe");
}

static void
describe_function (const sparta_lambda *lambda, int width)
{
  printf ("%-*s  %6d MB  %5d s\n", width, lambda->name,
          lambda->memory_mb != 0 ? lambda->memory_mb
                                 : SPARTA_MEMORY_MB_DEFAULT,
          lambda->timeout_s != 0 ? lambda->timeout_s
                                 : SPARTA_TIMEOUT_S_DEFAULT);
  if (lambda->description != NULL && lambda->description[0] != 0)
    printf ("    %s\n", lambda->description);
}

static int
describe_text (const sparta_service *service)
{
  size_t width = strlen ("Function");
  for (size_t i = 0; i < service->n_lambdas; i++)
    if (strlen (service->lambdas[i].name) > width)
      width = strlen (service->lambdas[i].name);
  printf ("%-12s%s\n", "Service", service->name);
  if (service->description != NULL && service->description[0] != 0)
    printf ("%-12s%s\n", "", service->description);
  printf ("%-12s%s, ABI %d\n", "Sparta", PACKAGE_VERSION, SPARTA_ABI);
  printf ("\n%-*s  %9s  %7s\n", (int) width, "Function", "Memory", "Timeout");
  for (size_t i = 0; i < service->n_lambdas; i++)
    describe_function (&service->lambdas[i], width);
  return finish ("describe");
}

static int
describe (int argc, char **argv)
{
  bool json = argc == 1 && strcmp (argv[0], "--format=json") == 0;
  if (argc > 1)
    return spartap_app_complain ("describe", "too many arguments; it takes "
                                             "--format=text or --format=json");
  if (argc == 1 && !json && strcmp (argv[0], "--format=text") != 0)
    return spartap_app_complain ("describe",
                                 "%s: unknown; it takes --format=text or "
                                 "--format=json", argv[0]);
  return json ? describe_json (spartap_service ())
              : describe_text (spartap_service ());
}

static int
invoke (int argc, char **argv)
{
  if (argc < 1 || argc > 2)
    return spartap_app_complain ("invoke", "%s; it takes FUNCTION [FILE|-]",
                                 argc < 1 ? "no function is named"
                                          : "too many arguments");
  return spartap_app_invoke (argv[0], argc == 2 ? argv[1] : NULL);
}

static void
name_program (const char *path)
{
  const char *slash = strrchr (path, '/');
  program = slash == NULL || slash[1] == 0 ? path : slash + 1;
}

int
spartap_app_command (int argc, char **argv)
{
  if (argc > 0 && argv != NULL && argv[0] != NULL)
    name_program (argv[0]);
  if (argc < 2 || argv == NULL)
    {
      print_usage (stderr);
      return 2;
    }
  const char *word = argv[1];
  if (strcmp (word, "invoke") == 0)
    return invoke (argc - 2, argv + 2);
  if (strcmp (word, "describe") == 0)
    return describe (argc - 2, argv + 2);
  if (strcmp (word, "--version") == 0)
    {
      printf ("%s (libsparta-app) %s\n", spartap_service ()->name,
              PACKAGE_VERSION);
      return finish (NULL);
    }
  if (strcmp (word, "--help") == 0)
    {
      print_help ();
      return finish (NULL);
    }
  return spartap_app_complain (NULL, "%s: unknown command; there are invoke, "
                                     "describe, --help, --version", word);
}
