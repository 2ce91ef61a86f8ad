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

static void
report_error (void *, model_place place, const char *format, const char *name)
{
  error_at (place, format, name);
}

static void
report_note (void *, model_place place, const char *format, const char *name)
{
  inform (place, format, name);
}

static const char *
compiler_name (void)
{
  static char name[64];
  snprintf (name, sizeof name, "gcc %s", gcc_version.basever);
  return name;
}

/* Reads and judges the unit, and injects where all is well.  Returns whether
   the unit's functions are to be rewritten.  */
static bool
begin_unit (void)
{
  struct unit unit;
  memset (&unit, 0, sizeof unit);
  unit.model.entry = options.entry;
  unit.model.unit = lbasename (main_input_filename);
  unit.model.compiler = compiler_name ();
  unit.model.target = SPARTA_TARGET;
  const struct rules_report report = { report_error, report_note, NULL };

  push_cfun (NULL);
  read_unit (&unit, options.entry);
  bool act = unit.model.n_calls > 0 && rules_check (&unit.model, &report) == 0;
  if (act)
    inject (&unit);
  pop_cfun ();
  model_free (&unit.model);
  return act;
}

/* What the first run found; the later runs follow it.  */
static enum { UNREAD, IDLE, ACTING } state;

static void
run (void)
{
  if (state == UNREAD)
    state = begin_unit () ? ACTING : IDLE;
  if (state == ACTING)
    transform_function (options.entry);
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

static bool
read_options (const struct plugin_name_args *arguments)
{
  bool good = true;
  options = options_default;
  for (int i = 0; i < arguments->argc; i++)
    {
      const char *wrong
        = options_set (&options, arguments->argv[i].key,
                       arguments->argv[i].value);
      if (wrong == NULL)
        continue;
      error ("%s", wrong);
      good = false;
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
  if (!read_options (arguments))
    return 0;
  register_callback (arguments->base_name, PLUGIN_INFO, NULL, &info);
  adopt_shared ();
  if (!lto_p ())
    register_pass_ahead_of_lowering (arguments->base_name);
  return 0;
}
