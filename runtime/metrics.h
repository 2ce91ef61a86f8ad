/* metrics.h: the metrics of one invocation, on their way to CloudWatch.

   They are gathered into one line of CloudWatch's embedded metric format; a
   line that reached a limit is finished, and the next one begun.  A name that
   comes again on another line is one metric still: CloudWatch adds them up.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_METRICS_H
#define SPARTAP_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "sparta.h"

/* CloudWatch's limits: the specification of the embedded metric format, and
   PutMetricData.  A log event may have 1 MB since 2025, 256 KB before.  */
#define SPARTAP_METRICS_MAX 100         /* of a line */
#define SPARTAP_VALUES_MAX 100          /* of a metric */
#define SPARTAP_METRIC_NAME_MAX 1024    /* bytes */
#define SPARTAP_NAMESPACE_MAX 255
#define SPARTAP_LINE_MAX (256 * 1024)
#define SPARTAP_VALUE_MAX 0x1p360

struct spartap_metric
{
  size_t name;                  /* its offset in names */
  const char *unit;             /* of the table in metrics.c */
  size_t n, first, last;        /* its values, and where they stand */
};

struct spartap_sample
{
  double value;
  size_t next;
};

struct spartap_metrics
{
  struct spartap_buffer metrics;        /* of the line in the making */
  struct spartap_buffer samples;
  struct spartap_buffer names;
  struct spartap_buffer lines;          /* a newline, and what is finished */
  size_t size;                          /* the most that the line can take */
  int64_t started_ns;
  bool lost;                            /* out of memory: some are missing */
};

/* metrics-line.c: appends the line in the making to METRICS->lines.  Where
   memory is out it is left out.  */
int spartap_metrics_append_line (struct spartap_metrics *metrics,
                                 const sparta_context *context);

#endif /* SPARTAP_METRICS_H */
