/* app.c: a program that runs by itself: its command line, and its way to
   Lambda.  The program is a child process, whose output is kept.

   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server.h"
#include "sparta-abi.h"
#include "sparta-library.h"
#include "unit.h"

static void
echo (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) context;
  (void) logger;
  puts ("a line of the application's");
  sparta_response_header (response, "Content-Type", "application/x-bytes");
  sparta_response_write (response, data, size);
}

static void
refuse (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_fail (response, "My.Error", "sorry");
}

static void
leave (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) response;
  (void) logger;
  /* A child's exit is not the invocation's.  */
  pid_t child = fork ();
  if (child == 0)
    exit (9);
  waitpid (child, NULL, 0);
  exit (atoi (sparta_event_data (event, NULL)));
}

static void *
exit_thread (void *unused)
{
  (void) unused;
  exit (4);
}

static void
leave_by_thread (const sparta_event *event, const sparta_context *context,
                 sparta_response *response, sparta_logger *logger)
{
  pthread_t thread;
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  pthread_create (&thread, NULL, exit_thread, NULL);
  pthread_join (thread, NULL);
}

static void
crash (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  abort ();
}

static void *
crash_thread (void *unused)
{
  (void) unused;
  abort ();
}

static void
crash_by_thread (const sparta_event *event, const sparta_context *context,
                 sparta_response *response, sparta_logger *logger)
{
  pthread_t thread;
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  pthread_create (&thread, NULL, crash_thread, NULL);
  pthread_join (thread, NULL);
}

static const sparta_lambda lambdas[] = {
  { .name = "Echo", .handler = echo, .description = "gives it back" },
  { .name = "Fail", .handler = refuse },
  { .name = "Leave", .handler = leave },
  { .name = "Thread", .handler = leave_by_thread },
  { .name = "Crash", .handler = crash },
  { .name = "Abort", .handler = crash_by_thread },
};

static const sparta_service service
  = { .name = "Tests", .lambdas = lambdas, .n_lambdas = 6 };

static sparta_hooks hooks = { .size = sizeof hooks };

static char out[1 << 16], err[1 << 16];

static void
slurp (FILE *file, char *text, size_t size)
{
  rewind (file);
  text[fread (text, 1, size - 1, file)] = 0;
  fclose (file);
}

/* Runs the program with a command line of ARGUMENTS, ended by NULL, and INPUT;
   its exit status, or minus the signal.  */
static int
run (const char *input, char **arguments)
{
  FILE *in = tmpfile (), *to_out = tmpfile (), *to_err = tmpfile ();
  int argc = 0, status;
  fputs (input, in);
  rewind (in);
  while (arguments[argc] != NULL)
    argc++;
  fflush (NULL);
  pid_t child = fork ();
  if (child == 0)
    {
      dup2 (fileno (in), STDIN_FILENO);
      dup2 (fileno (to_out), STDOUT_FILENO);
      dup2 (fileno (to_err), STDERR_FILENO);
      signal (SIGTERM, SIG_DFL);
      exit (sparta_main_ex (argc, arguments, &service, &hooks));
    }
  waitpid (child, &status, 0);
  fclose (in);
  slurp (to_out, out, sizeof out);
  slurp (to_err, err, sizeof err);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
}

#define RUN(input, ...) run (input, (char *[]) { "/bin/app", __VA_ARGS__ })

static void
expect (const char *text, const char *part)
{
  ck_assert_msg (strstr (text, part) != NULL, "%s lacks %s", text, part);
}

START_TEST (payload_is_printed_byte_for_byte)
{
  ck_assert_int_eq (RUN ("[1, 2]\n\n", "invoke", "Echo", NULL), 0);
  ck_assert_str_eq (out, "[1, 2]\n\n");
  ck_assert_str_eq (err, "a line of the application's\n");
}
END_TEST

START_TEST (function_error_goes_to_standard_error)
{
  ck_assert_int_eq (RUN ("", "invoke", "Fail", "-", NULL), 1);
  ck_assert_str_eq (out, "");
  expect (err, "\"errorType\":\"My.Error\"");
}
END_TEST

START_TEST (unknown_function_lists_the_known)
{
  ck_assert_int_eq (RUN ("", "invoke", "None", NULL), 2);
  expect (err, "app invoke: there is no function \"None\"; Tests has: Echo, "
               "Fail, Leave, Thread, Crash, Abort\n");
}
END_TEST

START_TEST (exit_in_a_handler_is_an_error_whatever_its_status)
{
  ck_assert_int_eq (RUN ("0", "invoke", "Leave", NULL), 1);
  expect (err, "\"errorMessage\":\"Leave called exit (0)\"");
  ck_assert_int_eq (RUN ("7", "invoke", "Leave", NULL), 7);
  expect (err, "\"errorType\":\"Sparta.Exit\"");
  ck_assert_ptr_null (strstr (err, "exit (9)"));
}
END_TEST

START_TEST (unusable_arguments)
{
  ck_assert_int_eq (RUN ("", NULL), 2);
  expect (err, "Usage: app invoke FUNCTION [FILE|-]\n");
  ck_assert_int_eq (RUN ("", "frob", NULL), 2);
  expect (err, "app: frob: unknown command; there are invoke, describe");
  ck_assert_int_eq (RUN ("", "invoke", NULL), 2);
  ck_assert_int_eq (RUN ("", "invoke", "Echo", "-", "x", NULL), 2);
  ck_assert_int_eq (RUN ("", "invoke", "Echo", "/nowhere", NULL), 2);
  expect (err, "/nowhere: No such file or directory");
  ck_assert_int_eq (RUN ("", "describe", "--format=xml", NULL), 2);
  ck_assert_str_eq (out, "");
}
END_TEST

START_TEST (describe_tells_the_functions)
{
  ck_assert_int_eq (RUN ("", "describe", NULL), 0);
  expect (out, "Echo         128 MB      3 s\n    gives it back\n");
  ck_assert_int_eq (RUN ("", "describe", "--format=json", NULL), 0);
  expect (out, "{\"name\":\"Echo\",\"description\":\"gives it back\"");
}
END_TEST

START_TEST (help_and_version)
{
  ck_assert_int_eq (RUN ("", "--help", NULL), 0);
  expect (out, "Usage: app invoke");
  ck_assert_int_eq (RUN ("", "--version", NULL), 0);
  expect (out, "Tests (libsparta-app) ");
}
END_TEST

/* As Lambda.  */

#define EVENT                                                               \
  "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"                                 \
  "Lambda-Runtime-Aws-Request-Id: id-1\r\n\r\n3"
#define ACCEPTED "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
#define GONE "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"

static const struct step lambda[]
  = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };

static struct server server;

/* Runs the program as Lambda does, for HANDLER.  */
static int
serve (const char *handler)
{
  server_start (&server, lambda, N_STEPS (lambda));
  setenv ("AWS_LAMBDA_RUNTIME_API", server.endpoint, 1);
  setenv ("_HANDLER", handler, 1);
  setenv ("SPARTA_NO_EXTENSION", "1", 1);
  int status = RUN ("", NULL);
  server_stop (&server);
  return status;
}

START_TEST (handler_is_named_behind_the_last_dot)
{
  ck_assert_int_eq (serve ("a.b.Echo"), 1);
  ck_assert_str_eq (server.requests[1].body, "3");
  server_expect_in (&server, 1, "\r\nContent-Type: application/x-bytes\r\n");
  ck_assert_str_eq (out, "a line of the application's\n");
}
END_TEST

START_TEST (function_name_helps_out)
{
  setenv ("AWS_LAMBDA_FUNCTION_NAME", "Echo", 1);
  serve ("bootstrap");
  ck_assert_str_eq (server.requests[1].body, "3");
}
END_TEST

START_TEST (unknown_handler_is_an_init_error)
{
  ck_assert_int_eq (serve ("index.None"), 1);
  server_expect (&server, 0, "POST /2018-06-01/runtime/init/error ");
  server_expect_in (&server, 0, "Sparta.UnknownFunction");
  server_expect_in (&server, 0, "Echo, Fail, Leave");
}
END_TEST

/* The event of HANDLER's is answered with an error of TYPE and MESSAGE, though
   the program ends with STATUS.  */
static void
expect_last_words (const char *handler, int status, const char *type,
                   const char *message)
{
  ck_assert_int_eq (serve (handler), status);
  server_expect (&server, 1,
                 "POST /2018-06-01/runtime/invocation/id-1/error ");
  server_expect_in (&server, 1, type);
  server_expect_in (&server, 1, message);
  ck_assert_int_eq (server.n_requests, 2);
}

START_TEST (exit_is_reported)
{
  expect_last_words ("x.Leave", 3,
                     "\r\nLambda-Runtime-Function-Error-Type: Sparta.Exit\r\n",
                     "Leave called exit (3)");
}
END_TEST

START_TEST (exit_of_a_thread_is_reported)
{
  expect_last_words ("x.Thread", 4, "Sparta.Exit",
                     "a thread called exit (4) while Thread was under way");
}
END_TEST

START_TEST (crash_is_reported)
{
  expect_last_words ("x.Crash", -SIGABRT, "Sparta.Crash", "SIGABRT in Crash");
}
END_TEST

START_TEST (crash_of_a_thread_is_reported)
{
  expect_last_words ("x.Abort", -SIGABRT, "Sparta.Crash",
                     "SIGABRT in a thread of the program");
}
END_TEST

/* Hooks.  */

static int
say_no (void *data)
{
  (void) data;
  return 5;
}

static void
say_bye (void *data)
{
  (void) data;
  puts ("bye");
}

static int
leave_early (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger, void *data)
{
  (void) data;
  leave (event, context, response, logger);
  return 0;
}

static int
leave_at_once (void *data)
{
  (void) data;
  exit (7);
}

static int
crash_at_once (void *data)
{
  (void) data;
  abort ();
}

/* HOOKS end the program with STATUS, and MESSAGE is the init's error, the one
   that is posted.  */
static void
expect_init_error (int status, const char *message)
{
  ck_assert_int_eq (serve ("x.Echo"), status);
  server_expect (&server, 0, "POST /2018-06-01/runtime/init/error ");
  server_expect_in (&server, 0, message);
  ck_assert_int_eq (server.n_requests, 1);
}

START_TEST (exit_of_the_init_is_reported)
{
  hooks.after_init = leave_at_once;
  expect_init_error (7, "\"after_init called exit (7)\","
                        "\"errorType\":\"Sparta.Init\"");
  expect (err, "after_init called exit (7)");
}
END_TEST

START_TEST (crash_of_the_init_is_reported)
{
  hooks.before_init = crash_at_once;
  expect_init_error (-SIGABRT, "SIGABRT in before_init");
}
END_TEST

START_TEST (a_hook_refuses_to_begin)
{
  hooks.after_init = say_no;
  hooks.at_shutdown = say_bye;
  ck_assert_int_eq (RUN ("1", "invoke", "Echo", NULL), 1);
  expect (err, "after_init returned 5");
  ck_assert_str_eq (out, "");
  ck_assert_int_eq (serve ("x.Echo"), 1);
  server_expect (&server, 0, "POST /2018-06-01/runtime/init/error ");
  server_expect_in (&server, 0, "\"after_init returned 5\"");
}
END_TEST

START_TEST (at_shutdown_is_last)
{
  hooks.at_shutdown = say_bye;
  serve ("x.Echo");
  ck_assert_str_eq (out, "a line of the application's\nbye\n");
}
END_TEST

START_TEST (exit_of_a_hook_is_reported)
{
  hooks.before_invoke = leave_early;
  expect_last_words ("x.Echo", 3, "Sparta.Exit",
                     "before_invoke of Echo called exit (3)");
}
END_TEST

START_TEST (library_functions_say_what_it_is)
{
  struct sparta_host host = { .size = sizeof host, .abi = SPARTA_ABI };
  struct sparta_reply reply = { .size = sizeof reply };
  ck_assert_int_eq (spartap_init (NULL, "Tests", "", &host, &reply), 1);
  expect (reply.data, "Tests is linked as an executable");
  spartap_free (&reply);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { payload_is_printed_byte_for_byte,
        function_error_goes_to_standard_error,
        unknown_function_lists_the_known,
        exit_in_a_handler_is_an_error_whatever_its_status, unusable_arguments,
        describe_tells_the_functions, help_and_version,
        handler_is_named_behind_the_last_dot, function_name_helps_out,
        unknown_handler_is_an_init_error, exit_is_reported,
        exit_of_a_thread_is_reported, crash_is_reported,
        crash_of_a_thread_is_reported, a_hook_refuses_to_begin,
        at_shutdown_is_last, exit_of_a_hook_is_reported,
        exit_of_the_init_is_reported, crash_of_the_init_is_reported,
        library_functions_say_what_it_is, NULL };
  return unit_suite_of ("app", tests);
}
