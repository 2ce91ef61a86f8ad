/* plugin.cc: plugin_init: the version check, the options, the pass.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

#include "plugin-version.h"

#define EXPORT __attribute__ ((visibility ("default")))

EXPORT int plugin_is_GPL_compatible;

static struct options options;

/* Whether this is lto1, which compiles again what cc1 has transformed.  */
static bool
lto_p (void)
{
  return strcmp (lang_hooks.name, "GNU GIMPLE") == 0;
}

/* Whether the driver was asked to link a shared library.  */
static bool
driver_shared_p (void)
{
  const char *driver = getenv ("COLLECT_GCC_OPTIONS");
  return driver != NULL && strstr (driver, "'-shared'") != NULL;
}

/* A unit that goes straight into a shared library is compiled for one, -fPIC
   or not.  The options are final only behind this point.  */
static void
adopt_shared (void)
{
  if (!driver_shared_p () || flag_shlib)
    return;
  flag_pic = 2;
  flag_pie = 0;
  flag_shlib = 1;
}

static const char *
compiler_name (void)
{
  static char name[64];
  snprintf (name, sizeof name, "gcc %s", gcc_version.basever);
  return name;
}

/* The unit's model, for as long as it is compiled.  */
static struct model model;

/* What the first run found; the later runs follow it.  */
static enum { UNREAD, IDLE, ACTING } state;

/* Reads and judges the unit, and injects where all is well.  */
static void
begin_unit (void)
{
  struct unit unit;
  memset (&unit, 0, sizeof unit);
  unit.model.entry = options.entry;
  unit.model.unit = lbasename (main_input_filename);
  unit.model.compiler = compiler_name ();
  unit.model.target = SPARTA_TARGET;

  state = IDLE;
  push_cfun (NULL);
  read_unit (&unit, options.entry);
  if (rules_check (&unit.model, &report_rules) == 0
      && unit.model.n_calls > 0)
    {
      inject (&unit);
      state = ACTING;
    }
  pop_cfun ();
  model = unit.model;
}

/* The pass's work on the current function.  */
static void
run (void)
{
  if (state == UNREAD)
    begin_unit ();
  watch_function (&model, options.entry, driver_shared_p ());
  if (state != ACTING)
    return;
  bool changed = transform_function (options.entry);
  const char *here = symbol_name (current_function_decl);
  /* The one main that is left is the hidden one.  */
  if (changed || ours_p (here) || strcmp (here, "main") == 0)
    keep_function ();
}

static void
finish_unit (void *, void *)
{
  if (state == ACTING && !seen_error ())
    keep_unit (&model, options.folder);
  model_free (&model);
}

static const pass_data sparta_pass_data = {
  GIMPLE_PASS, "sparta", OPTGROUP_NONE, TV_NONE, PROP_gimple_any, 0, 0, 0, 0
};

/* GCC demands a class here.  */
class sparta_pass : public gimple_opt_pass
{
public:
  sparta_pass (gcc::context *context)
    : gimple_opt_pass (sparta_pass_data, context)
  {
  }

  bool
  gate (function *) final override
  {
    return flag_shlib && !seen_error ();
  }

  unsigned
  execute (function *) final override
  {
    run ();
    return 0;
  }
};

static bool
check_version (const struct plugin_gcc_version *running)
{
  const struct version built
    = { gcc_version.basever, SPARTA_TARGET, N_OPTS };
  const struct version now = { running->basever, NULL, cl_options_count };
  const char *difference = version_difference (&built, &now);
  if (difference != NULL)
    error ("%s", difference);
  return difference == NULL;
}

/* Takes one option's TEXT, "KEY=VALUE" or "KEY".  */
static bool
read_option (const char *text)
{
  const char *equals = strchr (text, '=');
  char *key = equals == NULL ? xstrdup (text)
                             : xstrndup (text, equals - text);
  const char *wrong
    = options_set (&options, key, equals == NULL ? NULL : equals + 1);
  if (wrong != NULL)
    error ("%s", wrong);
  free (key);
  return wrong == NULL;
}

/* Reads the options from the command line itself: in what GCC hands to a
   plugin, a value has lost a character for each further =.  */
static bool
read_options (const char *plugin)
{
  bool good = true;
  size_t size = strlen (plugin);
  options = options_default;
  for (unsigned i = 0; i < save_decoded_options_count; i++)
    {
      const cl_decoded_option *option = &save_decoded_options[i];
      if (option->opt_index == OPT_fplugin_arg_
          && strncmp (option->arg, plugin, size) == 0
          && option->arg[size] == '-')
        good &= read_option (option->arg + size + 1);
    }
  return good;
}

static void
register_pass_ahead_of_lowering (const char *plugin)
{
  static struct register_pass_info info;
  info.pass = new sparta_pass (g);
  info.reference_pass_name = "*warn_unused_result";
  info.ref_pass_instance_number = 1;
  info.pos_op = PASS_POS_INSERT_BEFORE;
  register_callback (plugin, PLUGIN_PASS_MANAGER_SETUP, NULL, &info);
}

EXPORT int
plugin_init (struct plugin_name_args *arguments,
             struct plugin_gcc_version *version)
{
  static struct plugin_info info
    = { SPARTA_VERSION, "Sparta for C: makes an AWS Lambda library of a "
                        "program; see sparta-plugin(7)" };
  if (!check_version (version))
    return 1;
  const char *plugin = arguments->base_name;
  register_callback (plugin, PLUGIN_INFO, NULL, &info);
  if (!read_options (plugin))
    return 0;
  report_read_switches ();
  adopt_shared ();
  if (lto_p ())
    return 0;
  register_callback (plugin, PLUGIN_PRAGMAS, report_register_pragma, NULL);
  register_callback (plugin, PLUGIN_FINISH_UNIT, finish_unit, NULL);
  register_pass_ahead_of_lowering (plugin);
  return 0;
}
