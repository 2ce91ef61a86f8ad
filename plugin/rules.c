/* rules.c: the rules, one function each.  Each tells every breach by one error
   at the element that breaks it and one note with the remedy, and returns how
   many it found.  The table's rules are Lambda's own: sparta-abi.h.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "python-name.h"
#include "sparta-abi.h"

static void
error (const struct rules_report *report, model_place place,
       const char *format, const char *name)
{
  report->error (report->data, place, format, name);
}

static void
note (const struct rules_report *report, model_place place,
      const char *format, const char *name)
{
  report->note (report->data, place, format, name);
}

static size_t
check_main (const struct model *model, const struct rules_report *report)
{
  if (model->has_main)
    return 0;
  model_place place = model->calls[0].place;
  error (report, place, "%qs is called outside the file that defines main",
         model->calls[0].name);
  note (report, place, "move the call into main's file: the plugin makes "
        "%qs the library's initialiser, and sees one file at a time", "main");
  return 1;
}

static size_t
check_pointers (const struct model *model, const struct rules_report *report)
{
  size_t found = 0;
  for (size_t i = 0; i < model->n_calls; i++)
    if (!model->calls[i].direct)
      {
        found++;
        error (report, model->calls[i].place,
               "the address of %qs is taken: it cannot be called through a "
               "pointer", model->calls[i].name);
        note (report, model->calls[i].place, "call %qs by its name, once",
              model->calls[i].name);
      }
  return found;
}

static size_t
check_calls (const struct model *model, const struct rules_report *report)
{
  const struct model_call *first = NULL;
  size_t found = 0;
  for (size_t i = 0; i < model->n_calls; i++)
    {
      const struct model_call *call = &model->calls[i];
      if (!call->direct)
        continue;
      if (first == NULL)
        {
          first = call;
          continue;
        }
      found++;
      error (report, call->place,
             strcmp (call->name, first->name) == 0
               ? "%qs is called a second time"
               : "%qs is called, and the entry was called before", call->name);
      note (report, first->place, "the first call is here; put the choice "
            "into the service that %qs is given", first->name);
    }
  return found;
}

static size_t
check_clashes (const struct model *model, const struct rules_report *report)
{
  for (size_t i = 0; i < model->n_clashes; i++)
    {
      const struct model_clash *clash = &model->clashes[i];
      error (report, clash->place, "%qs is a name that the library exports "
             "or that the plugin gives", clash->name);
      note (report, clash->place, "rename %qs", clash->name);
    }
  return model->n_clashes;
}

static size_t
check_row (const struct model_function *function,
           const struct rules_report *report)
{
  size_t found = 0;
  if (function->name == NULL)
    {
      found++;
      error (report, function->place, "a function of the service has no name",
             NULL);
      note (report, function->place, "give the row a %qs", ".name");
    }
  else if (!spartap_name_p (function->name))
    {
      found++;
      error (report, function->place, "Lambda refuses the function name %qs",
             function->name);
      note (report, function->place, "a name is 1 to 64 of %qs",
            "[a-zA-Z0-9-_]");
    }
  if (function->handler == NULL)
    {
      found++;
      model_place place = function->handler_place != 0
                            ? function->handler_place : function->place;
      error (report, place, "the handler of %qs is null",
             function->name == NULL ? "" : function->name);
      note (report, place, "give the row a %qs", ".handler");
    }
  return found;
}

static size_t
check_limits (const struct model_function *function,
              const struct rules_report *report)
{
  const char *name = function->name == NULL ? "" : function->name;
  size_t found = 0;
  if (function->memory_mb != 0
      && (function->memory_mb < SPARTA_MEMORY_MB_MIN
          || function->memory_mb > SPARTA_MEMORY_MB_MAX))
    {
      found++;
      error (report, function->place,
             "the memory of %qs is outside Lambda's limits", name);
      note (report, function->place, "%qs may be 128 to 10240, or 0 for 128",
            ".memory_mb");
    }
  if (function->timeout_s != 0
      && (function->timeout_s < SPARTA_TIMEOUT_S_MIN
          || function->timeout_s > SPARTA_TIMEOUT_S_MAX))
    {
      found++;
      error (report, function->place,
             "the timeout of %qs is outside Lambda's limits", name);
      note (report, function->place, "%qs may be 1 to 900, or 0 for 3",
            ".timeout_s");
    }
  return found;
}

static int
compare (const void *a, const void *b)
{
  const struct model_function *const *left = a, *const *right = b;
  int order = python_name_compare ((*left)->name, (*right)->name);
  if (order != 0)
    return order;
  return *left < *right ? -1 : 1;       /* in the table's order */
}

/* Two functions of one name, or of one name in the generated Python.  */
static size_t
check_pair (const struct model_function *first,
            const struct model_function *second,
            const struct rules_report *report)
{
  if (python_name_compare (first->name, second->name) != 0)
    return 0;
  bool same = strcmp (first->name, second->name) == 0;
  error (report, second->place,
         same ? "a second function is named %qs"
              : "the name %qs becomes the same Python identifier as another",
         second->name);
  note (report, first->place,
        same ? "the first %qs is here; rename one of them"
             : "the other is %qs; rename one of them", first->name);
  return 1;
}

static size_t
check_names (const struct model_service *service,
             const struct rules_report *report)
{
  const struct model_function **sorted
    = malloc ((service->n_functions + 1) * sizeof *sorted);
  if (sorted == NULL)
    return 0;                   /* the runtime looks again */
  size_t n = 0, found = 0;
  for (size_t i = 0; i < service->n_functions; i++)
    if (service->functions[i].name != NULL)
      sorted[n++] = &service->functions[i];
  qsort (sorted, n, sizeof *sorted, compare);
  for (size_t i = 1; i < n; i++)
    found += check_pair (sorted[i - 1], sorted[i], report);
  free (sorted);
  return found;
}

static size_t
check_service (const struct model_service *service,
               const struct rules_report *report)
{
  size_t found = 0;
  if (service->name == NULL || service->name[0] == 0)
    {
      found++;
      error (report, service->place, "the service has no name", NULL);
      note (report, service->place, "give the service a %qs", ".name");
    }
  if (service->rows_missing)
    {
      found++;
      error (report, service->place, "the service's table has fewer rows than "
             "its %qs", ".n_lambdas");
      note (report, service->place, "count them: %qs",
            "sizeof lambdas / sizeof lambdas[0]");
    }
  else if (service->n_functions == 0)
    {
      found++;
      error (report, service->place, "the service has no functions", NULL);
      note (report, service->place, "give the service %qs and its number",
            ".lambdas");
    }
  for (size_t i = 0; i < service->n_functions; i++)
    {
      found += check_row (&service->functions[i], report);
      found += check_limits (&service->functions[i], report);
    }
  return found + check_names (service, report);
}

size_t
rules_check (const struct model *model, const struct rules_report *report)
{
  if (model->n_calls == 0)
    return 0;
  size_t found = check_main (model, report);
  found += check_pointers (model, report);
  found += check_calls (model, report);
  found += check_clashes (model, report);
  if (model->service.constant)
    found += check_service (&model->service, report);
  return found;
}
