/* model.c: the model's growing arrays, which grow at powers of two, and what
   is asked of the model.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
model_grow (void *array, size_t n, size_t size)
{
  if ((n & (n - 1)) == 0)
    {
      array = realloc (array, (n == 0 ? 1 : 2 * n) * size);
      if (array == NULL)
        {
          fputs ("sparta plugin: out of memory\n", stderr);
          exit (1);
        }
    }
  memset ((char *) array + n * size, 0, size);
  return array;
}

enum model_entry
model_entry_of (const char *name, const char *entry)
{
  size_t size = strlen (entry);
  if (strncmp (name, entry, size) != 0)
    return ENTRY_NONE;
  if (name[size] == 0)
    return ENTRY_PLAIN;
  return strcmp (name + size, "_ex") == 0 ? ENTRY_HOOKS : ENTRY_NONE;
}

const char *const model_parts[MODEL_PARTS]
  = { "spartap_http_part", "spartap_metrics_part" };

bool
model_part_p (const struct model *model, size_t i)
{
  const struct model_service *service = &model->service;
  bool needed = !service->constant;
  for (size_t row = 0; row < service->n_functions && !needed; row++)
    needed = i == 0 ? service->functions[row].http
                    : service->functions[row].metrics;
  return needed;
}

struct model_call *
model_add_call (struct model *model)
{
  model->calls
    = model_grow (model->calls, model->n_calls, sizeof *model->calls);
  return &model->calls[model->n_calls++];
}

struct model_clash *
model_add_clash (struct model *model)
{
  model->clashes = model_grow (model->clashes, model->n_clashes,
                               sizeof *model->clashes);
  return &model->clashes[model->n_clashes++];
}

struct model_function *
model_add_function (struct model_service *service)
{
  service->functions = model_grow (service->functions, service->n_functions,
                             sizeof *service->functions);
  return &service->functions[service->n_functions++];
}

void
model_free (struct model *model)
{
  free (model->calls);
  free (model->clashes);
  free (model->service.functions);
  *model = (struct model) { 0 };
}
