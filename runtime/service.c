/* service.c: the one registry of the process's half that is ours: which
   functions there are, and which one a name means.

   The rules are Lambda's own; the plugin tells them at compile time where the
   table is constant, this file at init for any.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "json-text.h"
#include "parts.h"

struct registry
{
  const sparta_service *service;
  sparta_hooks hooks;
  const sparta_lambda *by_name[];       /* sorted */
};

static _Atomic (struct registry *) registered;

static int
compare (const void *a, const void *b)
{
  const sparta_lambda *const *left = a, *const *right = b;
  return strcmp ((*left)->name, (*right)->name);
}

/* Appends "row N" or "row N (NAME)" of the table to WHY.  */
static void
name_row (struct spartap_buffer *why, const sparta_service *service, size_t i)
{
  const char *name = service->lambdas[i].name;
  spartap_buffer_printf (why, "%s: row %zu of its functions", service->name,
                         i);
  if (name != NULL)
    spartap_buffer_printf (why, " (%s)", name);
}

/* What is wrong with one row of the table; NULL: nothing.  */
static const char *
row_fault (const sparta_lambda *lambda)
{
  if (lambda->name == NULL)
    return "has no name";
  if (!spartap_name_p (lambda->name))
    return "has a name that Lambda refuses: 1 to 64 of [a-zA-Z0-9-_] are "
           "allowed";
  if (lambda->handler == NULL)
    return "has no handler";
  if (lambda->memory_mb != 0
      && (lambda->memory_mb < SPARTA_MEMORY_MB_MIN
          || lambda->memory_mb > SPARTA_MEMORY_MB_MAX))
    return "asks for a memory outside 128 to 10240 MB";
  if (lambda->timeout_s != 0
      && (lambda->timeout_s < SPARTA_TIMEOUT_S_MIN
          || lambda->timeout_s > SPARTA_TIMEOUT_S_MAX))
    return "asks for a timeout outside 1 to 900 s";
  if (lambda->http && &spartap_http_part == NULL)
    return "has .http, which is not in the library: build it with the plugin";
  if (lambda->metrics && &spartap_metrics_part == NULL)
    return "has .metrics, which is not in the library: build it with the "
           "plugin";
  return NULL;
}

/* Says in WHY what is wrong with SERVICE; 0: nothing.  */
static int
check (const sparta_service *service, struct spartap_buffer *why)
{
  const char *fault = service == NULL ? "the service is a null pointer"
                      : service->name == NULL || service->name[0] == 0
                        ? "the service has no name"
                      : service->n_lambdas == 0 || service->lambdas == NULL
                        ? "the service has no functions" : NULL;
  if (fault != NULL)
    {
      spartap_buffer_append_text (why, fault);
      return SPARTA_EINVAL;
    }
  for (size_t i = 0; i < service->n_lambdas; i++)
    {
      fault = row_fault (&service->lambdas[i]);
      if (fault == NULL)
        continue;
      name_row (why, service, i);
      spartap_buffer_printf (why, " %s", fault);
      return SPARTA_EINVAL;
    }
  return 0;
}

static struct registry *
make_registry (const sparta_service *service, const sparta_hooks *hooks)
{
  size_t n = service->n_lambdas;
  struct registry *registry
    = malloc (sizeof *registry + n * sizeof registry->by_name[0]);
  if (registry == NULL)
    return NULL;
  registry->service = service;
  registry->hooks = hooks != NULL ? *hooks : (sparta_hooks) { 0 };
  for (size_t i = 0; i < n; i++)
    registry->by_name[i] = &service->lambdas[i];
  qsort (registry->by_name, n, sizeof registry->by_name[0], compare);
  return registry;
}

/* The first of two functions of one name; NULL: there are none.  */
static const sparta_lambda *
find_duplicate (const struct registry *registry)
{
  for (size_t i = 1; i < registry->service->n_lambdas; i++)
    if (compare (&registry->by_name[i - 1], &registry->by_name[i]) == 0)
      return registry->by_name[i];
  return NULL;
}

int
spartap_service_register (const sparta_service *service,
                          const sparta_hooks *hooks,
                          struct spartap_buffer *why)
{
  int error = check (service, why);
  if (error != 0)
    return error;
  struct registry *registry = make_registry (service, hooks);
  if (registry == NULL)
    {
      spartap_buffer_append_text (why, "out of memory");
      return SPARTA_ENOMEM;
    }
  const sparta_lambda *twice = find_duplicate (registry);
  struct registry *none = NULL;
  if (twice != NULL)
    spartap_buffer_printf (why, "%s: two functions are named %s",
                           service->name, twice->name);
  else if (!atomic_compare_exchange_strong (&registered, &none, registry))
    spartap_buffer_printf (why, "%s: the process already serves %s",
                           service->name, none->service->name);
  else
    {
      spartap_context_init ();
      if (&spartap_metrics_part != NULL)
        spartap_metrics_part.init ();
      return 0;
    }
  free (registry);
  return SPARTA_EINVAL;
}

void
spartap_service_withdraw (void)
{
  free (atomic_exchange (&registered, NULL));
}

const sparta_service *
spartap_service (void)
{
  const struct registry *registry = atomic_load (&registered);
  return registry == NULL ? NULL : registry->service;
}

const sparta_hooks *
spartap_service_hooks (void)
{
  return &atomic_load (&registered)->hooks;
}

const sparta_lambda *
spartap_service_find (const char *name)
{
  const struct registry *registry = atomic_load (&registered);
  size_t low = 0, high = registry->service->n_lambdas;
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order = strcmp (name, registry->by_name[middle]->name);
      if (order == 0)
        return registry->by_name[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}
