/* keep.cc: collects what preserve.c writes: the functions that the plugin
   wrote or changed, as GIMPLE, and, when the unit is done without an error,
   the source as transformed.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* The dump, as far as it has come.  */
static FILE *dump;
static char *dump_text;
static size_t dump_size;

void
keep_function (void)
{
  if (dump == NULL)
    dump = open_memstream (&dump_text, &dump_size);
  if (dump != NULL)
    dump_function_to_file (current_function_decl, dump, TDF_NOUID);
}

/* The place that a complaint about the folder has: main's.  */
static void
write_file (const struct model *model, const char *folder, const char *name,
            const char *data, size_t size)
{
  int error = preserve_write (folder, name, data, size);
  if (error != 0)
    report_warning (WARNING_PRESERVE, model->main_place,
                    "the transformed source is not kept in %qs",
                    ACONCAT ((xstrerror (error), "; give the plugin a folder "
                              "that can be written: dir=FOLDER", NULL)),
                    folder);
}

/* Whether the unit is C, C++ or Objective-C, between whose lines a C prologue
   may stand.  */
static bool
c_family_p (void)
{
  return strncmp (lang_hooks.name, "GNU C", 5) == 0
         || strncmp (lang_hooks.name, "GNU Objective-C", 15) == 0;
}

/* Whether the source is preprocessed: the driver says so for a .i, and under
   -save-temps.  */
static bool
preprocessed_p (void)
{
  for (unsigned i = 0; i < save_decoded_options_count; i++)
    if (save_decoded_options[i].opt_index == OPT_fpreprocessed)
      return true;
  return false;
}

/* Why the unit's source cannot be read again as it was written; NULL: it
   can.  */
static const char *
obstacle (void)
{
  if (!c_family_p ())
    return "it is not C";
  if (preprocessed_p ())
    return "it is preprocessed";
  if (strcmp (main_input_filename, "") == 0
      || strcmp (main_input_filename, "-") == 0
      || strcmp (main_input_filename, "<stdin>") == 0)
    return "it comes from standard input";
  return NULL;
}

static void
keep_source (const struct model *model, const char *folder)
{
  if (obstacle () != NULL)
    {
      inform (UNKNOWN_LOCATION, "the transformed source is not kept in %qs: "
              "%s", folder, obstacle ());
      return;
    }
  if (model->main_aliased)
    {
      inform (model->main_place, "the transformed source is not kept in %qs: "
              "%<main%> has another name there", folder);
      return;
    }
  size_t size;
  char *manifest = manifest_text (model);
  char *text = manifest == NULL ? NULL
               : preserve_source (model, main_input_filename, manifest, &size);
  if (text != NULL)
    write_file (model, folder, model->unit, text, size);
  else
    report_warning (WARNING_PRESERVE, model->main_place,
                    "the transformed source is not kept in %qs",
                    xstrerror (errno), folder);
  free (text);
  free (manifest);
}

void
keep_unit (const struct model *model, const char *folder)
{
  if (dump == NULL || fclose (dump) != 0)
    return;
  const char *suffix = strrchr (model->unit, '.');
  int stem = suffix == NULL ? (int) strlen (model->unit)
                            : (int) (suffix - model->unit);
  char *name = xasprintf ("%.*s.gimple", stem, model->unit);
  keep_source (model, folder);
  write_file (model, folder, name, dump_text, dump_size);
  free (name);
  free (dump_text);
  dump = NULL;
  dump_text = NULL;
}
