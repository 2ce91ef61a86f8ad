/* emf.c: a program whose functions have metrics of every kind that the format
   allows.  emf.test calls them and looks at the lines.

   SPDX-License-Identifier: MIT  */

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sparta.h>

static void
add (sparta_logger *logger, const char *name, double value, const char *unit)
{
  int error = sparta_logger_metric (logger, name, value, unit);
  if (error == 0)
    return;
  fprintf (stderr, "%s: %s\n", name, sparta_strerror (error));
  exit (1);
}

static void
numbers (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  static const double values[] = {
    0, -0.0, 1, -1, 0.1, 1.0 / 3, 1e15, 9007199254740993.0, 1e21, 0x1p360,
    -0x1p360, DBL_MIN, DBL_TRUE_MIN, DBL_EPSILON, 123456789.125,
  };
  (void) event;
  (void) context;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    {
      add (logger, "Values", values[i], "Percent");
      sparta_response_printf (response, "%s%a", i == 0 ? "" : " ", values[i]);
    }
}

static void
names (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  static const char *const odd[] = {
    "A", "a b", "\"", "\\", "\\u0041", "{}", "</script>", ":", "Count", "~",
  };
  static char name[1025];
  (void) event;
  (void) context;
  (void) response;
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    add (logger, odd[i], (double) i, NULL);
  memset (name, '\\', sizeof name - 1);
  for (int i = 0; i < 300; i++)
    {
      name[1000] = 'a' + i % 26;
      name[1001] = 'a' + i / 26;
      add (logger, name, i, "Terabits/Second");
    }
}

static void
many (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  for (int i = 0; i < 20000; i++)
    {
      char name[16];
      snprintf (name, sizeof name, "M%d", i % 150);
      add (logger, name, i, i % 7 == 0 ? "Bytes" : "Count");
    }
}

static void
fails (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  add (logger, "Tries", 1, "Count");
  sparta_response_fail (response, "Mine", "no");
}

static const sparta_lambda lambdas[] = {
  { .name = "Numbers", .handler = numbers, .metrics = true },
  { .name = "Names", .handler = names, .metrics = true },
  { .name = "Many", .handler = many, .metrics = true },
  { .name = "Fails", .handler = fails, .metrics = true },
};
static const sparta_service service = {
  .name = "Ser\"vice\n\xFF" "0123456789012345678901234567890123456789012345"
          "0123456789012345678901234567890123456789012345678901234567890123"
          "0123456789012345678901234567890123456789012345678901234567890123"
          "0123456789012345678901234567890123456789012345678901234567890123",
  .lambdas = lambdas, .n_lambdas = sizeof lambdas / sizeof *lambdas,
};

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  return sparta_main (argc, argv, &service);
}
