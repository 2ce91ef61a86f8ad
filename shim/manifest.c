/* manifest.c: see manifest.h.  sparta-abi.h says where a manifest stands; its
   members are written by the plugin and by the runtime.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "manifest.h"
#include "sparta-abi.h"

/* The string MEMBER of OBJECT, "" where there is none.  */
static const char *
text (const json_t *object, const char *member)
{
  const char *value = json_string_value (json_object_get (object, member));
  return value != NULL ? value : "";
}

static json_int_t
number (const json_t *object, const char *member)
{
  return json_integer_value (json_object_get (object, member));
}

static bool
true_p (const json_t *object, const char *member)
{
  return json_is_true (json_object_get (object, member));
}

/* Prints VALUE; what would steer a terminal arrives as `?'.  */
static void
print_text (const char *value)
{
  for (; *value != 0; value++)
    putchar ((unsigned char) *value < ' ' || *value == 0x7f ? '?' : *value);
}

/* What is wrong with MANIFEST, a format of its message's rest; or NULL.  */
static const char *
find_fault (const json_t *manifest)
{
  const json_t *functions = json_object_get (manifest, "functions");
  size_t i;
  const json_t *function;
  if (!json_is_object (json_object_get (manifest, "service"))
      || !json_is_array (functions))
    return "no service, or no functions";
  if (json_array_size (functions) == 0 && !manifest_dynamic_p (manifest))
    return "no functions";
  json_array_foreach (functions, i, function)
    if (!spartap_name_p (text (function, "name")))
      return "a function's name that Lambda does not accept";
  return NULL;
}

json_t *
manifest_read (const char *what, const char *source)
{
  json_error_t error;
  json_t *manifest = json_loads (source, JSON_REJECT_DUPLICATES, &error);
  if (manifest == NULL)
    {
      cli_error ("%s: its manifest is not JSON: %s (line %d, column %d)", what,
                 error.text, error.line, error.column);
      return NULL;
    }
  const char *fault = NULL;
  json_int_t abi = number (manifest, "abi");
  if (!json_is_integer (json_object_get (manifest, "abi")))
    cli_error ("%s: its manifest has no ABI number", what);
  else if (abi != SPARTA_ABI)
    cli_error ("%s: its ABI is %" JSON_INTEGER_FORMAT ", this sparta's is %d; "
               "use the sparta that it was built with",
               what, abi, SPARTA_ABI);
  else if ((fault = find_fault (manifest)) != NULL)
    cli_error ("%s: its manifest is broken: %s", what, fault);
  else
    return manifest;
  json_decref (manifest);
  return NULL;
}

bool
manifest_dynamic_p (const json_t *manifest)
{
  return true_p (manifest, "dynamic");
}

/* Prints "LABEL  VALUE", where there is a value.  */
static void
print_line (const char *label, const char *value)
{
  if (*value == 0)
    return;
  printf ("%-12s", label);
  print_text (value);
  putchar ('\n');
}

static void
print_service (const json_t *manifest)
{
  const json_t *service = json_object_get (manifest, "service");
  print_line ("Service", text (service, "name"));
  print_line ("", text (service, "description"));
  print_line ("Unit", text (manifest, "unit"));
  print_line ("Compiler", text (manifest, "compiler"));
  print_line ("Machine", text (manifest, "target"));
  print_line ("Entry", text (manifest, "entry"));
  printf ("%-12s", "Sparta");
  print_text (text (manifest, "sparta"));
  printf (", ABI %" JSON_INTEGER_FORMAT "%s\n", number (manifest, "abi"),
          manifest_dynamic_p (manifest) ? ", table made at run time" : "");
}

/* Columns of the longest function name's width.  */
static int
name_width (const json_t *functions)
{
  size_t i, width = strlen ("Function");
  const json_t *function;
  json_array_foreach (functions, i, function)
    {
      size_t size = strlen (text (function, "name"));
      width = size > width ? size : width;
    }
  return (int) width;
}

static void
print_function (const json_t *function, int width)
{
  printf ("%-*s  %6" JSON_INTEGER_FORMAT " MB  %5" JSON_INTEGER_FORMAT " s",
          width, text (function, "name"), number (function, "memory_mb"),
          number (function, "timeout_s"));
  if (*text (function, "handler") != 0)
    {
      fputs ("  ", stdout);
      print_text (text (function, "handler"));
    }
  if (*text (function, "file") != 0)
    {
      fputs (" at ", stdout);
      print_text (text (function, "file"));
      printf (":%" JSON_INTEGER_FORMAT, number (function, "line"));
    }
  fputs (true_p (function, "http") ? "  http" : "", stdout);
  fputs (true_p (function, "metrics") ? "  metrics" : "", stdout);
  putchar ('\n');
  if (*text (function, "description") != 0)
    {
      fputs ("    ", stdout);
      print_text (text (function, "description"));
      putchar ('\n');
    }
}

void
manifest_print (const json_t *manifest)
{
  const json_t *functions = json_object_get (manifest, "functions");
  int width = name_width (functions);
  size_t i;
  const json_t *function;
  print_service (manifest);
  printf ("\n%-*s  %9s  %7s  Handler\n", width, "Function", "Memory",
          "Timeout");
  json_array_foreach (functions, i, function)
    print_function (function, width);
}

void
manifest_print_names (const json_t *manifest)
{
  size_t i;
  const json_t *function;
  json_array_foreach (json_object_get (manifest, "functions"), i, function)
    puts (text (function, "name"));
}
