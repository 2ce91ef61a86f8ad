/* plugin-rules.c: each rule on a model made by hand; the cases of
   testsuite/plugin/ have them in a compiler.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "unit.h"

/* What was told: "E3:.. N5:.. ", an error at place 3, its note at 5.  */
static char told[4096];

static void
tell (char kind, model_place place, const char *format, const char *name)
{
  size_t used = strlen (told);
  const char *quoted = strstr (format, "%qs");
  int before = quoted == NULL ? (int) strlen (format) : quoted - format;
  snprintf (told + used, sizeof told - used, "%c%llu:%.*s%s%s\n", kind,
            (unsigned long long) place, before, format,
            quoted == NULL ? "" : name,
            quoted == NULL ? "" : quoted + 3);
}

static void
tell_error (void *data, model_place place, const char *format,
            const char *name)
{
  (void) data;
  tell ('E', place, format, name);
}

static void
tell_note (void *data, model_place place, const char *format,
           const char *name)
{
  (void) data;
  tell ('N', place, format, name);
}

static const struct rules_report report = { tell_error, tell_note, NULL };

/* A model that keeps all rules: a call at 1, two functions at 11 and 12.  */
static struct model
good_model (void)
{
  struct model model = { .entry = "entry", .unit = "u.c", .has_main = true };
  struct model_call *call = model_add_call (&model);
  call->name = "entry";
  call->place = 1;
  call->direct = true;
  model.service.constant = true;
  model.service.name = "S";
  model.service.place = 10;
  for (int i = 0; i < 2; i++)
    {
      struct model_function *function = model_add_function (&model.service);
      function->name = i == 0 ? "One" : "Two";
      function->handler = "handler";
      function->place = 11 + i;
    }
  return model;
}

/* MODEL breaks N rules, and the first lines of what is told begin so.  */
static void
breaks (struct model *model, size_t n, const char *error, const char *note)
{
  told[0] = 0;
  size_t found = rules_check (model, &report);
  ck_assert_msg (found == n, "%zu: %s", found, told);
  if (n == 0)
    ck_assert_str_eq (told, "");
  else
    {
      const char *second = strchr (told, '\n') + 1;
      ck_assert_msg (strncmp (told, error, strlen (error)) == 0, "%s", told);
      ck_assert_msg (strncmp (second, note, strlen (note)) == 0, "%s", told);
    }
  model_free (model);
}

START_TEST (a_good_model_is_quiet)
{
  struct model model = good_model ();
  breaks (&model, 0, "", "");
}
END_TEST

START_TEST (a_unit_without_a_call_is_quiet)
{
  struct model model = good_model ();
  model.n_calls = 0;
  model.has_main = false;
  model.service.functions[0].name = "no good";
  breaks (&model, 0, "", "");
}
END_TEST

START_TEST (a_dynamic_table_is_left_to_the_runtime)
{
  struct model model = { .entry = "entry", .has_main = true };
  model_add_call (&model)->direct = true;
  breaks (&model, 0, "", "");
}
END_TEST

START_TEST (a_call_outside_mains_file)
{
  struct model model = good_model ();
  model.has_main = false;
  breaks (&model, 1, "E1:entry is called outside", "N1:move the call");
}
END_TEST

START_TEST (a_second_call)
{
  struct model model = good_model ();
  struct model_call *call = model_add_call (&model);
  call->name = "entry";
  call->place = 2;
  call->direct = true;
  breaks (&model, 1, "E2:entry is called a second time", "N1:the first call");
}
END_TEST

START_TEST (a_second_call_with_hooks)
{
  struct model model = good_model ();
  struct model_call *call = model_add_call (&model);
  call->name = "entry_ex";
  call->place = 2;
  call->direct = true;
  breaks (&model, 1, "E2:entry_ex is called, and the entry was called before",
          "N1:the first call");
}
END_TEST

START_TEST (what_is_the_entry)
{
  ck_assert_int_eq (model_entry_of ("entry", "entry"), ENTRY_PLAIN);
  ck_assert_int_eq (model_entry_of ("entry_ex", "entry"), ENTRY_HOOKS);
  ck_assert_int_eq (model_entry_of ("entr", "entry"), ENTRY_NONE);
  ck_assert_int_eq (model_entry_of ("entry_ex2", "entry"), ENTRY_NONE);
  ck_assert_int_eq (model_entry_of ("entry2", "entry"), ENTRY_NONE);
}
END_TEST

START_TEST (an_address)
{
  struct model model = good_model ();
  struct model_call *call = model_add_call (&model);
  call->name = "entry_ex";
  call->place = 2;
  breaks (&model, 1, "E2:the address of entry_ex", "N2:call entry_ex");
}
END_TEST

START_TEST (a_clash)
{
  struct model model = good_model ();
  struct model_clash *clash = model_add_clash (&model);
  clash->name = "Lambda";
  clash->place = 5;
  breaks (&model, 1, "E5:Lambda is a name", "N5:rename Lambda");
}
END_TEST

START_TEST (a_service_without_name_or_functions)
{
  struct model model = good_model ();
  model.service.name = "";
  breaks (&model, 1, "E10:the service has no name", "N10:");
  model = good_model ();
  model.service.name = NULL;
  breaks (&model, 1, "E10:the service has no name", "N10:");
  model = good_model ();
  model.service.n_functions = 0;
  breaks (&model, 1, "E10:the service has no functions", "N10:");
}
END_TEST

START_TEST (a_row_without_name_or_handler)
{
  struct model model = good_model ();
  model.service.functions[1].name = NULL;
  model.service.functions[1].handler = NULL;
  breaks (&model, 2, "E12:a function of the service has no name", "N12:");
}
END_TEST

START_TEST (names_that_lambda_refuses)
{
  static const char *const names[] = {
    "", " ", "a b", "a.b", "a/b", "\xC3\xA4",
    "0123456789012345678901234567890123456789012345678901234567890123x",
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      struct model model = good_model ();
      model.service.functions[0].name = names[i];
      breaks (&model, 1, "E11:Lambda refuses the function name", "N11:");
    }
}
END_TEST

/* Two names, and how the second breaks a rule; NULL: it does not.  */
static const struct
{
  const char *first, *second, *error;
} pairs[] = {
  { "Same", "Same", "E12:a second function is named Same" },
  { "a-b", "a_b", "E12:the name a_b becomes the same Python" },
  { "1st", "_1st", "E12:the name _1st becomes the same Python" },
  { "class", "class-", "E12:the name class- becomes the same Python" },
  { "lambda", "Lambda", NULL },
  { "a", "A", NULL },
  { "None", "none", NULL },
  { "match", "match_", NULL },
  { "ab", "abc", NULL },
};

START_TEST (names_that_collide)
{
  struct model model = good_model ();
  model.service.functions[0].name = pairs[_i].first;
  model.service.functions[1].name = pairs[_i].second;
  breaks (&model, pairs[_i].error != NULL, pairs[_i].error, "N11:");
}
END_TEST

START_TEST (memory_and_timeout_have_limits)
{
  static const long memory[] = { -1, 1, 127, 10241 };
  static const long timeout[] = { -1, 901, 1L << 33 };
  for (size_t i = 0; i < sizeof memory / sizeof memory[0]; i++)
    {
      struct model model = good_model ();
      model.service.functions[0].memory_mb = memory[i];
      breaks (&model, 1, "E11:the memory of One is outside", "N11:.memory");
    }
  for (size_t i = 0; i < sizeof timeout / sizeof timeout[0]; i++)
    {
      struct model model = good_model ();
      model.service.functions[1].timeout_s = timeout[i];
      breaks (&model, 1, "E12:the timeout of Two is outside", "N12:.timeout");
    }
}
END_TEST

START_TEST (limits_themselves_are_good)
{
  struct model model = good_model ();
  model.service.functions[0].memory_mb = 128;
  model.service.functions[0].timeout_s = 1;
  model.service.functions[1].memory_mb = 10240;
  model.service.functions[1].timeout_s = 900;
  breaks (&model, 0, "", "");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    a_good_model_is_quiet, a_unit_without_a_call_is_quiet,
    a_dynamic_table_is_left_to_the_runtime, a_call_outside_mains_file,
    a_second_call, a_second_call_with_hooks, what_is_the_entry, an_address,
    a_clash, a_service_without_name_or_functions,
    a_row_without_name_or_handler, names_that_lambda_refuses,
    memory_and_timeout_have_limits, limits_themselves_are_good, NULL,
  };
  Suite *suite = unit_suite_of ("rules", tests);
  TCase *names = tcase_create ("names");
  tcase_add_loop_test (names, names_that_collide, 0,
                       sizeof pairs / sizeof pairs[0]);
  suite_add_tcase (suite, names);
  return suite;
}
