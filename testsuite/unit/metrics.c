/* metrics.c: what leaves an invocation for CloudWatch.  That the lines keep
   the format's rules is emf.test's.
   SPDX-License-Identifier: MIT  */

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "unit.h"

/* What the handler of a test does.  */
static void (*act) (sparta_logger *logger, sparta_response *response);

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  act (logger, response);
}

static const sparta_lambda lambdas[] = {
  { .name = "measured", .handler = handler, .metrics = true },
  { .name = "plain", .handler = handler },
};
static const sparta_service service = {
  .name = "Unit \xC3\xA4", .lambdas = lambdas, .n_lambdas = 2,
};

/* What an invocation of FUNCTION, which does ACTION, writes to standard
   output; the caller frees it.  */
static char *
written (const char *function,
         void (*action) (sparta_logger *, sparta_response *))
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = function, .event = "{}",
    .event_size = 2, .request_id = "id-1",
  };
  struct spartap_buffer why = { 0 };
  FILE *file = tmpfile ();
  ck_assert_ptr_nonnull (file);
  if (spartap_service () == NULL)
    ck_assert_int_eq (spartap_service_register (&service, NULL, &why), 0);
  fflush (stdout);
  int saved = dup (STDOUT_FILENO);
  dup2 (fileno (file), STDOUT_FILENO);
  act = action;
  spartap_invoke (&invocation, &reply);
  dup2 (saved, STDOUT_FILENO);
  close (saved);
  long size = lseek (fileno (file), 0, SEEK_END);
  char *text = calloc (1, size + 1);
  ck_assert_ptr_nonnull (text);
  ck_assert_int_eq (pread (fileno (file), text, size, 0), size);
  fclose (file);
  return text;
}

static void
expect_in (const char *text, const char *words)
{
  ck_assert_msg (strstr (text, words) != NULL, "no %s in %.2000s", words,
                 text);
}

static int
count (const char *text, const char *words)
{
  int n = 0;
  for (; (text = strstr (text, words)) != NULL; text++)
    n++;
  return n;
}

static void
nothing (sparta_logger *logger, sparta_response *response)
{
  (void) logger;
  sparta_response_printf (response, "[1,2]");
}

START_TEST (the_runtimes_own)
{
  char *text = written ("measured", nothing);
  expect_in (text, "\"Namespace\":\"Sparta/Unit __\"");
  expect_in (text, "\"Dimensions\":[[\"Path\",\"Name\"]]");
  expect_in (text, "{\"Name\":\"Uptime\",\"Unit\":\"Seconds\"}");
  expect_in (text, "{\"Name\":\"Duration\",\"Unit\":\"Milliseconds\"}");
  expect_in (text, "\"Path\":\"/measured\",\"Name\":\"measured\","
                   "\"requestId\":\"id-1\",");
  expect_in (text, "\"LambdaResponseLength\":5,\"ColdStart\":1,\"Errors\":0}");
  ck_assert_int_eq (count (text, "\n"), 1);
  free (text);
  text = written ("measured", nothing);
  expect_in (text, "\"ColdStart\":0");
  free (text);
}
END_TEST

static void
failing (sparta_logger *logger, sparta_response *response)
{
  ck_assert_int_eq (sparta_logger_metric (logger, "Tries", 3, "Count"), 0);
  sparta_response_fail (response, "Mine", "no");
}

START_TEST (an_error_counts)
{
  char *text = written ("measured", failing);
  expect_in (text, "\"Tries\":3,");
  expect_in (text, "\"Errors\":1}");
  free (text);
}
END_TEST

static void
measure (sparta_logger *logger, sparta_response *response)
{
  (void) response;
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 0.1, NULL), 0);
  ck_assert_int_eq (sparta_logger_metric (logger, "B \"\\", -1, "Count"), 0);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 2, "None"), 0);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1e300, NULL),
                    SPARTA_ERANGE);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1e100, NULL), 0);
}

START_TEST (the_applications_own)
{
  char *text = written ("measured", measure);
  expect_in (text, "{\"Name\":\"A\",\"Unit\":\"None\"},"
                   "{\"Name\":\"B \\\"\\\\\",\"Unit\":\"Count\"}");
  expect_in (text, ",\"A\":[0.1,2,1e+100],\"B \\\"\\\\\":-1,");
  free (text);
}
END_TEST

START_TEST (numbers_know_no_locale)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL
      && setlocale (LC_NUMERIC, "de_DE.utf8") == NULL)
    return;
  char *text = written ("measured", measure);
  expect_in (text, ",\"A\":[0.1,2,1e+100],");
  free (text);
}
END_TEST

static void
mistakes (sparta_logger *logger, sparta_response *response)
{
  static char name[1026];
  (void) response;
  static const char *const bad[] = {
    NULL, "", "  ", "_aws", "Path", "Name", "requestId", "Uptime", "Duration",
    "ColdStart", "Errors", "LambdaResponseLength", "a\nb", "\x7F",
    "\xC3\xA4",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    ck_assert_msg (sparta_logger_metric (logger, bad[i], 1, NULL)
                     == SPARTA_EINVAL, "%s", bad[i]);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1, "count"),
                    SPARTA_EINVAL);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1, ""), SPARTA_EINVAL);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", NAN, NULL),
                    SPARTA_ERANGE);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", INFINITY, NULL),
                    SPARTA_ERANGE);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", -INFINITY, NULL),
                    SPARTA_ERANGE);
  memset (name, 'n', 1025);
  ck_assert_int_eq (sparta_logger_metric (logger, name, 1, NULL),
                    SPARTA_ELIMIT);
  name[1024] = 0;
  ck_assert_int_eq (sparta_logger_metric (logger, name, 1, NULL), 0);
}

START_TEST (mistakes_are_refused)
{
  char *text = written ("measured", mistakes);
  ck_assert_ptr_null (strstr (text, "\"A\""));
  ck_assert_int_eq (count (text, "\n"), 1);
  free (text);
}
END_TEST

static void
unwanted (sparta_logger *logger, sparta_response *response)
{
  (void) response;
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1, NULL),
                    SPARTA_EINVAL);
}

START_TEST (a_function_without_metrics)
{
  char *text = written ("plain", unwanted);
  ck_assert_str_eq (text, "");
  free (text);
}
END_TEST

static void
many (sparta_logger *logger, sparta_response *response)
{
  (void) response;
  for (int i = 0; i < 250; i++)
    {
      char name[16];
      snprintf (name, sizeof name, "M%d", i);
      ck_assert_int_eq (sparta_logger_metric (logger, name, i, NULL), 0);
    }
  for (int i = 0; i < 250; i++)
    ck_assert_int_eq (sparta_logger_metric (logger, "V", i, NULL), 0);
}

START_TEST (limits_begin_another_line)
{
  char *text = written ("measured", many);
  /* 100, 100, 50 and 100 values, 100 values, 50 values.  */
  ck_assert_int_eq (count (text, "\n"), 5);
  ck_assert_int_eq (count (text, "\"V\":["), 3);
  ck_assert_int_eq (count (text, "\"Uptime\":"), 1);
  free (text);
}
END_TEST

static void
another_unit (sparta_logger *logger, sparta_response *response)
{
  (void) response;
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1, "Bytes"), 0);
  ck_assert_int_eq (sparta_logger_metric (logger, "A", 1, "Count"), 0);
}

START_TEST (a_name_has_one_unit_a_line)
{
  char *text = written ("measured", another_unit);
  ck_assert_int_eq (count (text, "\n"), 2);
  free (text);
}
END_TEST

static void
large (sparta_logger *logger, sparta_response *response)
{
  static char name[1025];
  (void) response;
  memset (name, '"', 1020);
  for (int i = 0; i < 99; i++)
    {
      snprintf (name + 1020, 5, "%d", i);
      ck_assert_int_eq (sparta_logger_metric (logger, name, i, NULL), 0);
    }
}

START_TEST (a_line_stays_small)
{
  char *text = written ("measured", large), *end;
  int lines = 0;
  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      lines++;
      ck_assert_int_le (end - line, 256 * 1024);
    }
  ck_assert_int_eq (lines, 2);
  free (text);
}
END_TEST

static void
half_a_line (sparta_logger *logger, sparta_response *response)
{
  (void) logger;
  (void) response;
  printf ("half a line");
}

START_TEST (a_line_begins_a_line)
{
  spartap_stdio_init ();
  char *text = written ("measured", half_a_line);
  ck_assert_msg (strncmp (text, "half a line\n{\"_aws\"", 19) == 0, "%s",
                 text);
  free (text);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    the_runtimes_own, an_error_counts, the_applications_own,
    numbers_know_no_locale, mistakes_are_refused, a_function_without_metrics,
    limits_begin_another_line, a_name_has_one_unit_a_line, a_line_stays_small,
    a_line_begins_a_line, NULL,
  };
  return unit_suite_of ("metrics", tests);
}
