/* metrics.c: gathers the metrics of an invocation, those of the application
   and the runtime's own, and sends them off behind it.  metrics-line.c writes
   a line.

   Memory stays with the thread; nothing locks.

   SPDX-License-Identifier: MIT  */

#include "metrics.h"

#include <math.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "parts.h"

/* What a line takes besides metrics, and what a value takes, at most.  */
#define FRAME_SIZE 8192
#define VALUE_SIZE 26

/* Likewise a metric.  Its name of printable characters comes twice, and each
   may need a backslash.  */
#define METRIC_SIZE(name_size) (80 + VALUE_SIZE + 4 * (name_size))

/* Members of a line that are not the application's to use.  */
static const char *const reserved[] = {
  "_aws", "Path", "Name", "requestId", "Uptime", "Duration", "ColdStart",
  "Errors", "LambdaResponseLength",
};

/* The units that CloudWatch knows: MetricDatum.  */
static const char *const units[] = {
  "None", "Count", "Count/Second", "Percent",
  "Seconds", "Milliseconds", "Microseconds",
  "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes",
  "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits",
  "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second",
  "Terabytes/Second",
  "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second",
  "Terabits/Second",
};

static int64_t init_ns;

static int64_t
now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
init (void)
{
  init_ns = now_ns ();
}

/* NAME in the table of units; NULL: it is not there.  */
static const char *
find_unit (const char *name)
{
  if (name == NULL)
    return units[0];
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strcmp (units[i], name) == 0)
      return units[i];
  return NULL;
}

/* The metric NAME of the line in the making, or NULL.  */
static struct spartap_metric *
find_metric (const struct spartap_metrics *metrics, const char *name)
{
  struct spartap_metric *metric = (void *) metrics->metrics.data;
  size_t n = metrics->metrics.size / sizeof *metric;
  for (size_t i = 0; i < n; i++)
    if (strcmp (metrics->names.data + metric[i].name, name) == 0)
      return &metric[i];
  return NULL;
}

/* An empty line.  */
static void
begin_line (struct spartap_metrics *metrics)
{
  spartap_buffer_clear (&metrics->metrics);
  spartap_buffer_clear (&metrics->samples);
  spartap_buffer_clear (&metrics->names);
  metrics->size = FRAME_SIZE;
}

static int
finish_line (struct spartap_metrics *metrics, const sparta_context *context)
{
  if (metrics->metrics.size == 0)
    return 0;
  int error = spartap_metrics_append_line (metrics, context);
  begin_line (metrics);
  return error;
}

/* Whether the line in the making has room for another value of METRIC, which
   is NULL where it is a new one, in UNIT and of SIZE bytes at most.  */
static bool
room_p (const struct spartap_metrics *metrics,
        const struct spartap_metric *metric, const char *unit, size_t size)
{
  if (metrics->size + size > SPARTAP_LINE_MAX)
    return false;
  if (metric == NULL)
    return metrics->metrics.size / sizeof *metric < SPARTAP_METRICS_MAX;
  return metric->unit == unit && metric->n < SPARTAP_VALUES_MAX;
}

/* Makes room for one more metric and one more value of it.  */
static int
reserve (struct spartap_metrics *metrics, size_t name_size)
{
  int error = spartap_buffer_reserve (&metrics->names, name_size);
  if (error == 0)
    error = spartap_buffer_reserve (&metrics->metrics,
                                    sizeof (struct spartap_metric));
  if (error == 0)
    error = spartap_buffer_reserve (&metrics->samples,
                                    sizeof (struct spartap_sample));
  return error;
}

static int
add (struct spartap_metrics *metrics, const sparta_context *context,
     const char *name, double value, const char *unit)
{
  size_t name_size = strlen (name) + 1;
  struct spartap_metric *metric = find_metric (metrics, name);
  size_t size = metric != NULL ? VALUE_SIZE : METRIC_SIZE (name_size);
  int error = 0;
  if (!room_p (metrics, metric, unit, size))
    {
      error = finish_line (metrics, context);
      metric = NULL;
      size = METRIC_SIZE (name_size);
    }
  if (error == 0)
    error = reserve (metrics, name_size);
  if (error != 0)
    return error;

  struct spartap_sample sample = { .value = value };
  struct spartap_sample *samples = (void *) metrics->samples.data;
  size_t at = metrics->samples.size / sizeof sample;
  if (metric == NULL)
    {
      struct spartap_metric made
        = { .name = metrics->names.size, .unit = unit, .first = at };
      metric = (void *) (metrics->metrics.data + metrics->metrics.size);
      spartap_buffer_append (&metrics->names, name, name_size);
      spartap_buffer_append (&metrics->metrics, &made, sizeof made);
    }
  else
    samples[metric->last].next = at;
  spartap_buffer_append (&metrics->samples, &sample, sizeof sample);
  metric->last = at;
  metric->n++;
  metrics->size += size;
  return 0;
}

/* Whether a metric may have NAME: 0 or an error.  CloudWatch takes printable
   ASCII, and not blanks alone.  */
static int
check_name (const char *name)
{
  if (name == NULL || name[strspn (name, " ")] == 0)
    return SPARTA_EINVAL;
  size_t size = strlen (name);
  if (size > SPARTAP_METRIC_NAME_MAX)
    return SPARTA_ELIMIT;
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    if (strcmp (reserved[i], name) == 0)
      return SPARTA_EINVAL;
  for (size_t i = 0; i < size; i++)
    if (name[i] < 0x20 || name[i] > 0x7E)
      return SPARTA_EINVAL;
  return 0;
}

int
sparta_logger_metric (sparta_logger *logger, const char *name, double value,
                      const char *unit)
{
  const char *known = find_unit (unit);
  int error = check_name (name);
  if (logger->metrics == NULL || known == NULL || error != 0)
    return error != 0 ? error : SPARTA_EINVAL;
  if (!(fabs (value) <= SPARTAP_VALUE_MAX))     /* NaN neither */
    return SPARTA_ERANGE;
  error = add (logger->metrics, logger->context, name, value, known);
  if (error != 0)
    logger->metrics->lost = true;
  return error;
}

static void
begin (struct spartap_metrics *metrics,
                       struct spartap_metrics *kept)
{
  *metrics = *kept;
  *kept = (struct spartap_metrics) { 0 };
  begin_line (metrics);
  spartap_buffer_clear (&metrics->lines);
  metrics->lost = false;
  metrics->started_ns = now_ns ();
}

static int
add_own (struct spartap_metrics *metrics, const sparta_context *context,
         int outcome, size_t size)
{
  int64_t now = now_ns ();
  const struct
  {
    const char *name, *unit;
    double value;
  } own[] = {
    { "Uptime", "Seconds", (double) (now - init_ns) / 1e9 },
    { "Duration", "Milliseconds", (double) (now - metrics->started_ns) / 1e6 },
    { "LambdaResponseLength", "Bytes", (double) size },
    { "ColdStart", "Count", context->cold_start },
    { "Errors", "Count", outcome != SPARTA_OK },
  };
  int error = 0;
  for (size_t i = 0; error == 0 && i < sizeof own / sizeof *own; i++)
    error = add (metrics, context, own[i].name, own[i].value,
                 find_unit (own[i].unit));
  return error;
}

static void
free_memory (struct spartap_metrics *metrics)
{
  spartap_buffer_free (&metrics->metrics);
  spartap_buffer_free (&metrics->samples);
  spartap_buffer_free (&metrics->names);
  spartap_buffer_free (&metrics->lines);
}

static void
end (struct spartap_metrics *metrics,
                     struct spartap_metrics *kept,
                     const sparta_context *context, int outcome, size_t size,
                     bool broken)
{
  if (add_own (metrics, context, outcome, size) != 0
      || finish_line (metrics, context) != 0)
    metrics->lost = true;
  /* The newline in front ends a line that the application did not.  */
  size_t skip = broken ? 0 : 1;
  if (metrics->lines.size > 0)
    spartap_stdio_write (STDOUT_FILENO, metrics->lines.data + skip,
                         metrics->lines.size - skip);
  if (metrics->lost)
    spartap_log (SPARTAP_WARN, "metrics of this invocation are lost: %s",
                 sparta_strerror (SPARTA_ENOMEM));
  free_memory (kept);
  *kept = *metrics;
}

const struct spartap_metrics_part spartap_metrics_part
  = { begin, end, free_memory, init };
