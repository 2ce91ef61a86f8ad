/* main.c: roman NUMBER writes it as the Romans did; without a number it serves
   Lambda.
   SPDX-License-Identifier: MIT  */

#include <sparta-library.h>
#include <stdio.h>
#include <stdlib.h>

#include "roman.h"

/* The event is a number, the reply a string.  */
static void
to_roman (const sparta_event *event, const sparta_context *context,
          sparta_response *response, sparta_logger *logger)
{
  char text[ROMAN_SIZE];
  long number = strtol (sparta_event_data (event, NULL), NULL, 10);
  if (roman_write (text, number) != 0)
    sparta_response_fail (response, "Roman.Range",
                          "%ld is not between 1 and %d", number, ROMAN_MAX);
  else
    sparta_response_printf (response, "\"%s\"", text);
  (void) context;
  (void) logger;
}

static const sparta_lambda lambdas[] = {
  { .name = "ToRoman", .handler = to_roman,
    .description = "writes a number as the Romans did" },
};

static const sparta_service service = {
  .name = "Roman", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  char text[ROMAN_SIZE];
  if (argc == 2 && roman_write (text, strtol (argv[1], NULL, 10)) == 0)
    return puts (text) < 0;
  return sparta_library_main (argc, argv, &service);
}
