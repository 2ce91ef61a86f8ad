/* logger.c: log lines as Lambda wants them.  A line is composed in the
   thread's own buffer and leaves by one write(2), so that lines of several
   threads do not mix and none is lost in a buffer when the sandbox freezes.

   The formats and levels are those of Lambda's advanced logging controls
   (AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL), and the names of JSON's
   members those of its managed runtimes: timestamp, level, requestId and
   message have all of them, traceId has .NET's.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "json-text.h"
#include "signal-text.h"
#include "thread.h"

static const char level_names[][6]
  = { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL" };

static enum spartap_level threshold = SPARTAP_INFO;
static bool json;

void
spartap_logger_init (void)
{
  const char *format = getenv ("AWS_LAMBDA_LOG_FORMAT");
  const char *level = getenv ("AWS_LAMBDA_LOG_LEVEL");
  json = format != NULL && strcasecmp (format, "JSON") == 0;
  for (int i = SPARTAP_TRACE; level != NULL && i <= SPARTAP_FATAL; i++)
    if (strcasecmp (level, level_names[i]) == 0)
      threshold = i;
}

/* Writes the time, UTC, as 2026-11-23T05:47:00.123Z, and a NUL, into SIZE
   bytes at OUT.  */
static void
format_time (char *out, size_t size)
{
  struct timespec now;
  struct spartap_text text = { .data = out, .room = size - 1 };
  clock_gettime (CLOCK_REALTIME, &now);
  spartap_text_time (&text, &now);
  out[text.size] = 0;
}

/* Appends a member of JSON; none where TEXT is empty.  */
static int
append_member (struct spartap_buffer *line, const char *name, const char *text)
{
  if (*text == 0)
    return 0;
  int error = spartap_buffer_append_text (line, name);
  return error != 0 ? error : spartap_json_append_text (line, text);
}

/* Appends which invocation it is, as JSON.  */
static int
append_context (struct spartap_buffer *line, const sparta_context *context)
{
  int error = append_member (line, ",\"requestId\":",
                             sparta_context_request_id (context));
  if (error == 0)
    error = append_member (line, ",\"traceId\":",
                           sparta_context_trace_id (context));
  if (error == 0)
    error = append_member (line, ",\"function\":", context->lambda->name);
  if (error == 0)
    error = spartap_buffer_append_text (line, context->cold_start
                                                ? ",\"coldStart\":true"
                                                : ",\"coldStart\":false");
  return error;
}

/* Appends what stands before the message's own text.  */
static int
append_head (struct spartap_buffer *line, enum spartap_level level,
             const sparta_context *context)
{
  char time[64];
  format_time (time, sizeof time);
  if (!json)
    return spartap_buffer_printf (
      line, "[%s]\t%s\t%s\t%s\t", level_names[level], time,
      context == NULL ? "" : sparta_context_request_id (context),
      context == NULL ? "" : context->lambda->name);
  int error = spartap_buffer_printf (
    line, "{\"timestamp\":\"%s\",\"level\":\"%s\"", time,
    level_names[level]);
  if (error == 0 && context != NULL)
    error = append_context (line, context);
  return error != 0 ? error : spartap_buffer_append_text (line,
                                                          ",\"message\":");
}

/* Appends the message and the line's end.  */
static int
append_message (struct spartap_buffer *line, struct spartap_buffer *message,
                const char *format, va_list arguments)
{
  if (!json)
    {
      int error = spartap_buffer_vprintf (line, format, arguments);
      return error != 0 ? error : spartap_buffer_append_text (line, "\n");
    }
  spartap_buffer_clear (message);
  int error = spartap_buffer_vprintf (message, format, arguments);
  if (error == 0)
    error = spartap_json_append (line, message->data, message->size);
  return error != 0 ? error : spartap_buffer_append_text (line, "}\n");
}

static void
log_line (const sparta_context *context, enum spartap_level level,
          const char *format, va_list arguments)
{
  int saved = errno;
  struct spartap_thread *thread = spartap_thread ();
  struct spartap_buffer *line = &thread->line;
  spartap_buffer_clear (line);
  if (append_head (line, level, context) == 0
      && append_message (line, &thread->message, format, arguments) == 0)
    spartap_stdio_write (STDERR_FILENO, line->data, line->size);
  errno = saved;
}

#define LOG(context, level)                             \
  do                                                    \
    {                                                   \
      if ((level) < threshold)                          \
        return;                                         \
      va_list arguments;                                \
      va_start (arguments, format);                     \
      log_line (context, level, format, arguments);     \
      va_end (arguments);                               \
    }                                                   \
  while (0)

void
sparta_logger_debug (sparta_logger *logger, const char *format, ...)
{
  LOG (logger->context, SPARTAP_DEBUG);
}

void
sparta_logger_info (sparta_logger *logger, const char *format, ...)
{
  LOG (logger->context, SPARTAP_INFO);
}

void
sparta_logger_warn (sparta_logger *logger, const char *format, ...)
{
  LOG (logger->context, SPARTAP_WARN);
}

void
sparta_logger_error (sparta_logger *logger, const char *format, ...)
{
  LOG (logger->context, SPARTAP_ERROR);
}

void
spartap_log (enum spartap_level level, const char *format, ...)
{
  struct spartap_call *call = spartap_call_current ();
  LOG (call == NULL ? NULL : &call->context, level);
}
