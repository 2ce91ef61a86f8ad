/* report.cc: what the plugin says, through GCC's diagnostics: errors and notes
   of the rules, and warnings under their switches.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

#include "c-family/c-pragma.h"

/* The C front ends' own; lto1, f951, d21 and gnat1 do not have them.  */
#pragma weak c_register_pragma
#pragma weak pragma_lex

/* PLACE with its caret where the element begins: in C++ a call's caret is its
   parenthesis.  */
static location_t
start_of (location_t place)
{
  if (place == UNKNOWN_LOCATION)
    return place;
  source_range range = get_range_from_loc (line_table, place);
  return make_location (range.m_start, range.m_start, range.m_finish);
}

static void
report_error (void *, model_place place, const char *format, const char *name)
{
  error_at (start_of (place), format, name);
}

static void
report_note (void *, model_place place, const char *format, const char *name)
{
  inform (start_of (place), format, name);
}

const struct rules_report report_rules = { report_error, report_note, NULL };

static bool
before_p (model_place a, model_place b)
{
  return linemap_location_before_p (line_table, a, b);
}

bool
report_warning (enum warning warning, location_t place, const char *format,
                const char *note, const char *name)
{
  enum warning_level level = warnings_level (warning, place, before_p);
  if (level == LEVEL_IGNORED || in_system_header_at (place)
      || !warnings_first (warning, place))
    return false;
  auto_diagnostic_group group;
  const char *text = ACONCAT ((format, " [-Wsparta-", warning_name (warning),
                               "]", NULL));
  location_t start = start_of (place);
  bool told = true;
  if (level == LEVEL_ERROR)
    error_at (start, text, name);
  else
    told = warning_at (start, 0, text, name);
  if (told && note != NULL)
    inform (start, note, name);
  return told;
}

void
report_entry_hint (location_t place, const char *called, const char *entry)
{
  if (!report_warning (WARNING_ENTRY, place,
                       "%qs is not taken for the entry, so this library would "
                       "export nothing", NULL, called))
    return;
  location_t start = get_start (place);
  location_t end
    = linemap_position_for_loc_and_offset (line_table, start,
                                           strlen (called) - 1);
  gcc_rich_location rich (make_location (start, start, end));
  rich.add_fixit_replace (entry);
  inform (&rich, "call %qs, or give %<-fplugin-arg-sparta-entry=%s%>", entry,
          called);
}

/* #pragma sparta LEVEL "NAME".  */
static void
read_pragma (cpp_reader *)
{
  static const struct
  {
    const char *word;
    enum warning_level level;
  } words[] = { { "ignored", LEVEL_IGNORED },
                { "warning", LEVEL_WARNING },
                { "error", LEVEL_ERROR } };
  tree word = NULL_TREE, name = NULL_TREE, rest = NULL_TREE;
  location_t place = input_location;
  size_t i = ARRAY_SIZE (words);
  if (pragma_lex (&word, &place) == CPP_NAME
      && pragma_lex (&name) == CPP_STRING && pragma_lex (&rest) == CPP_EOF)
    for (i = 0; i < ARRAY_SIZE (words); i++)
      if (strcmp (IDENTIFIER_POINTER (word), words[i].word) == 0)
        break;
  if (i == ARRAY_SIZE (words))
    error_at (place, "%<#pragma sparta%> takes %<ignored%>, %<warning%> or "
              "%<error%>, and the name of a warning as a string");
  else if (warning_find (TREE_STRING_POINTER (name)) == N_WARNINGS)
    error_at (place, "%<#pragma sparta%>: there is no warning %qs; there "
              "are: %s", TREE_STRING_POINTER (name), warning_names ());
  else
    warnings_set_from (place, warning_find (TREE_STRING_POINTER (name)),
                       words[i].level);
}

void
report_register_pragma (void *, void *)
{
  if (c_register_pragma != NULL)
    c_register_pragma (NULL, "sparta", read_pragma);
}

void
report_read_switches (void)
{
  static const char prefix[] = "-Wno-sparta-";
  for (unsigned i = 0; i < save_decoded_options_count; i++)
    {
      const cl_decoded_option *option = &save_decoded_options[i];
      const char *text = option->orig_option_with_args_text;
      if (option->opt_index == OPT_SPECIAL_unknown && text != NULL
          && strncmp (text, prefix, sizeof prefix - 1) == 0)
        warnings_set (text + sizeof prefix - 1, LEVEL_IGNORED);
    }
}
