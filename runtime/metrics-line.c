/* metrics-line.c: a line of CloudWatch's embedded metric format.

     {"_aws":{"Timestamp":MS,"CloudWatchMetrics":[{"Namespace":"Sparta/S",
      "Dimensions":[["Path","Name"]],"Metrics":[{"Name":"N","Unit":"U"}]}]},
      "Path":"/FUNCTION","Name":"DEPLOYED","requestId":"..","N":[1,2]}

   SPDX-License-Identifier: MIT  */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"
#include "json-text.h"
#include "metrics.h"

/* Where it is written, and whether memory ran out meanwhile.  */
struct out
{
  struct spartap_buffer *buffer;
  int error;
};

static void
put (struct out *out, const char *text)
{
  if (out->error == 0)
    out->error = spartap_buffer_append_text (out->buffer, text);
}

static void
put_string (struct out *out, const char *text)
{
  if (out->error == 0)
    out->error = spartap_json_append_text (out->buffer, text);
}

/* What printf makes of a number in the program's locale, as JSON has it: the
   point may be another there, of several bytes.  */
static void
put_point (char *text)
{
  char *to = text;
  for (const char *from = text; *from != 0; from++)
    if (strchr ("0123456789+-e", *from) != NULL)
      *to++ = *from;
    else if (to > text && to[-1] != '.')
      *to++ = '.';
  *to = 0;
}

/* The shortest of 15 and 17 digits that reads back the same.  */
static void
put_number (struct out *out, double value)
{
  char text[64];
  if (fabs (value) < 0x1p53 && value == (double) (int64_t) value)
    snprintf (text, sizeof text, "%lld", (long long) value);
  else
    {
      snprintf (text, sizeof text, "%.15g", value);
      if (strtod (text, NULL) != value)
        snprintf (text, sizeof text, "%.17g", value);
      put_point (text);
    }
  put (out, text);
}

/* The service's name in the alphabet of namespaces; each byte of any other is
   an underscore.  */
static void
put_namespace (struct out *out)
{
  static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/#: ";
  char text[SPARTAP_NAMESPACE_MAX + 1] = "Sparta/";
  size_t size = strlen (text);
  for (const char *p = spartap_service ()->name;
       *p != 0 && size < SPARTAP_NAMESPACE_MAX; p++)
    text[size++] = strchr (allowed, *p) != NULL ? *p : '_';
  text[size] = 0;
  put_string (out, text);
}

static void
put_directive (struct out *out, const struct spartap_metrics *metrics)
{
  const struct spartap_metric *metric = (void *) metrics->metrics.data;
  size_t n = metrics->metrics.size / sizeof *metric;
  put (out, "[{\"Namespace\":");
  put_namespace (out);
  put (out, ",\"Dimensions\":[[\"Path\",\"Name\"]],\"Metrics\":[");
  for (size_t i = 0; i < n; i++)
    {
      put (out, i == 0 ? "{\"Name\":" : ",{\"Name\":");
      put_string (out, metrics->names.data + metric[i].name);
      put (out, ",\"Unit\":\"");
      put (out, metric[i].unit);
      put (out, "\"}");
    }
  put (out, "]}]");
}

/* The metric's values: a number, or an array of them.  */
static void
put_values (struct out *out, const struct spartap_metrics *metrics,
            const struct spartap_metric *metric)
{
  const struct spartap_sample *samples = (void *) metrics->samples.data;
  size_t at = metric->first;
  if (metric->n > 1)
    put (out, "[");
  for (size_t i = 0; i < metric->n; i++, at = samples[at].next)
    {
      if (i > 0)
        put (out, ",");
      put_number (out, samples[at].value);
    }
  if (metric->n > 1)
    put (out, "]");
}

static int64_t
now_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The dimensions' values, and what else identifies the invocation.  */
static void
put_context (struct out *out, const sparta_context *context)
{
  const char *name = sparta_context_function_name (context);
  const char *request_id = sparta_context_request_id (context);
  if (*name == 0)
    name = context->lambda->name;       /* a dimension has a value */
  put (out, ",\"Path\":\"/");
  put (out, context->lambda->name);
  put (out, "\",\"Name\":");
  put_string (out, name);
  if (*request_id == 0)
    return;
  put (out, ",\"requestId\":");
  put_string (out, request_id);
}

int
spartap_metrics_append_line (struct spartap_metrics *metrics,
                             const sparta_context *context)
{
  const struct spartap_metric *metric = (void *) metrics->metrics.data;
  size_t n = metrics->metrics.size / sizeof *metric;
  size_t before = metrics->lines.size;
  struct out out = { &metrics->lines, 0 };
  char time[32];
  snprintf (time, sizeof time, "%lld", (long long) now_ms ());
  put (&out, before == 0 ? "\n{\"_aws\":{\"Timestamp\":"
                         : "{\"_aws\":{\"Timestamp\":");
  put (&out, time);
  put (&out, ",\"CloudWatchMetrics\":");
  put_directive (&out, metrics);
  put (&out, "}");
  put_context (&out, context);
  for (size_t i = 0; i < n; i++)
    {
      put (&out, ",");
      put_string (&out, metrics->names.data + metric[i].name);
      put (&out, ":");
      put_values (&out, metrics, &metric[i]);
    }
  put (&out, "}\n");
  if (out.error != 0)
    metrics->lines.size = before;
  return out.error;
}
