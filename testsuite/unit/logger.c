/* logger.c: the lines that a handler logs.
   SPDX-License-Identifier: MIT  */

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "unit.h"

#define TIME \
  "20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\." \
  "[0-9][0-9][0-9]Z"

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  sparta_logger_debug (logger, "d");
  sparta_logger_info (logger, "i %d", 1);
  sparta_logger_warn (logger, "w");
  sparta_logger_error (logger, "e \"%s\"", "x\ny");
}

/* What the handler logs under FORMAT and LEVEL; the caller frees it.  */
static char *
logged (const char *format, const char *level)
{
  if (format != NULL)
    setenv ("AWS_LAMBDA_LOG_FORMAT", format, 1);
  if (level != NULL)
    setenv ("AWS_LAMBDA_LOG_LEVEL", level, 1);
  unit_stderr_begin ();
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = "{}",
    .event_size = 2, .request_id = "id-1",
  };
  unit_call_with (handler, &invocation);
  return unit_stderr ();
}

static void
matches (const char *text, const char *pattern)
{
  regex_t regex;
  ck_assert_int_eq (regcomp (&regex, pattern, REG_EXTENDED), 0);
  ck_assert_msg (regexec (&regex, text, 0, NULL, 0) == 0, "%s", text);
  regfree (&regex);
}

static int
lines (const char *text)
{
  int n = 0;
  for (; *text != 0; text++)
    n += *text == '\n';
  return n;
}

START_TEST (text_lines)
{
  char *text = logged ("Text", NULL);
  matches (text, "^\\[INFO\\]\t" TIME "\tid-1\tunit\ti 1\n"
                 "\\[WARN\\]\t" TIME "\tid-1\tunit\tw\n"
                 "\\[ERROR\\]\t" TIME "\tid-1\tunit\te \"x\ny\"\n$");
  free (text);
}
END_TEST

START_TEST (json_lines)
{
  char *text = logged ("JSON", "DEBUG");
  ck_assert_int_eq (lines (text), 4);
  matches (text, "^\\{\"timestamp\":\"" TIME "\",\"level\":\"DEBUG\","
                 "\"requestId\":\"id-1\",\"function\":\"unit\","
                 "\"coldStart\":true,\"message\":\"d\"\\}\n");
  ck_assert_ptr_nonnull (strstr (text, "\"message\":\"e \\\"x\\ny\\\"\"}\n"));
  free (text);
}
END_TEST

START_TEST (levels_filter)
{
  static const struct
  {
    const char *level;
    int lines;
  } levels[] = {
    { "TRACE", 5 }, { "DEBUG", 5 }, { "INFO", 4 }, { "WARN", 3 },
    { "ERROR", 2 }, { "FATAL", 0 }, { "nonsense", 4 },
  };
  char *text = logged ("Text", levels[_i].level);
  ck_assert_int_eq (lines (text), levels[_i].lines);
  free (text);
}
END_TEST

static void
long_line (const sparta_event *event, const sparta_context *context,
           sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  sparta_logger_info (logger, "%100000d", 7);
}

START_TEST (lines_of_any_length)
{
  unit_stderr_begin ();
  unit_call (long_line, "{}");
  char *text = unit_stderr ();
  ck_assert_uint_gt (strlen (text), 100000);
  ck_assert_str_eq (text + strlen (text) - 2, "7\n");
  free (text);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    text_lines, json_lines, lines_of_any_length, NULL,
  };
  Suite *suite = unit_suite_of ("logger", tests);
  TCase *levels = tcase_create ("levels");
  tcase_add_loop_test (levels, levels_filter, 0, 7);
  suite_add_tcase (suite, levels);
  return suite;
}
