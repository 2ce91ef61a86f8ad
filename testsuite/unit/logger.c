/* logger.c: the lines that a handler logs.
   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "call.h"
#include "unit.h"

#define TIME \
  "20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\." \
  "[0-9][0-9][0-9]Z"

static int n_writes;

/* In place of the C library's: counts.  */
ssize_t
write (int fd, const void *data, size_t size)
{
  n_writes++;
  return syscall (SYS_write, fd, data, size);
}

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
    .event_size = 2, .request_id = "id-1", .trace_id = "Root=1-2-3",
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
                 "\"requestId\":\"id-1\",\"traceId\":\"Root=1-2-3\","
                 "\"function\":\"unit\",\"coldStart\":true,"
                 "\"message\":\"d\"\\}\n");
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

START_TEST (what_is_not_known_is_left_out)
{
  setenv ("AWS_LAMBDA_LOG_FORMAT", "JSON", 1);
  unit_stderr_begin ();
  spartap_logger_init ();
  spartap_log (SPARTAP_FATAL, "alone");
  unit_call (handler, "{}");
  char *text = unit_stderr ();
  matches (text, "^\\{\"timestamp\":\"" TIME "\",\"level\":\"FATAL\","
                 "\"message\":\"alone\"\\}\n"
                 "\\{\"timestamp\":\"" TIME "\",\"level\":\"INFO\","
                 "\"function\":\"unit\",");
  free (text);
}
END_TEST

START_TEST (the_first_invocation_is_cold)
{
  char *text = logged ("JSON", "ERROR");
  ck_assert_ptr_nonnull (strstr (text, "\"coldStart\":true"));
  free (text);
  text = logged ("JSON", "ERROR");
  ck_assert_ptr_nonnull (strstr (text, "\"coldStart\":false"));
  free (text);
}
END_TEST

static void
strange (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  sparta_logger_info (logger, "a\xFF\x01\xED\xA0\x80%c\xE2\x82\xAC", 0);
}

START_TEST (json_whatever_the_bytes)
{
  setenv ("AWS_LAMBDA_LOG_FORMAT", "JSON", 1);
  unit_stderr_begin ();
  unit_call (strange, "{}");
  char *text = unit_stderr ();
  ck_assert_msg (strstr (text, "\"message\":\"a\xEF\xBF\xBD\\u0001"
                               "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                               "\\u0000\xE2\x82\xAC\"}\n") != NULL,
                 "%s", text);
  free (text);
}
END_TEST

static void
chat (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  sparta_logger_debug (logger, "nothing");
  ck_assert_int_eq (n_writes, 0);
  errno = ENOENT;
  sparta_logger_info (logger, "%200d", 1);
  ck_assert_int_eq (n_writes, 1);
  ck_assert_int_eq (errno, ENOENT);
  printf ("printf\n");
  perror ("perror");
  printf ("half a ");
  sparta_logger_info (logger, "last");
  printf ("line");
}

/* Both streams are one file, as both are one log on Lambda.  */
START_TEST (all_arrives_in_order)
{
  unit_stderr_begin ();
  fflush (stdout);
  int saved = dup (STDOUT_FILENO);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  lseek (STDERR_FILENO, 0, SEEK_SET);
  static char buffer[BUFSIZ];
  setvbuf (stdout, buffer, _IOLBF, sizeof buffer);
  n_writes = 0;
  unit_call (chat, "{}");
  dup2 (saved, STDOUT_FILENO);
  char *text = unit_stderr ();
  matches (text, " 1\nprintf\nperror: No such file or directory\n"
                 "\\[INFO\\]\t[^\n]*last\nhalf a line$");
  free (text);
}
END_TEST

static void
log_nothing (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  sparta_logger_debug (logger, "%s", (const char *) 1);
}

/* What it costs, make bench-invoke tells.  */
START_TEST (a_disabled_level_looks_at_nothing)
{
  unit_call (log_nothing, "{}");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    text_lines, json_lines, lines_of_any_length,
    what_is_not_known_is_left_out, the_first_invocation_is_cold,
    json_whatever_the_bytes, all_arrives_in_order,
    a_disabled_level_looks_at_nothing, NULL,
  };
  Suite *suite = unit_suite_of ("logger", tests);
  TCase *levels = tcase_create ("levels");
  tcase_add_loop_test (levels, levels_filter, 0, 7);
  suite_add_tcase (suite, levels);
  return suite;
}
