/* loop.c: the Runtime API loop against a scripted Runtime API: what is posted
   for what came of an event.

   SPDX-License-Identifier: MIT  */

#include "loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"
#include "server.h"
#include "unit.h"

#define EVENT                                                               \
  "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n"                                 \
  "Lambda-Runtime-Aws-Request-Id: id-1\r\n"                                  \
  "lambda-runtime-deadline-ms: 1542409706888\r\n"                            \
  "Lambda-Runtime-Trace-Id: Root=1-5;Sampled=1\r\n"                          \
  "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda\r\n\r\n{\"a\":1}"
#define ACCEPTED "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
#define GONE "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
#define TROUBLE "HTTP/1.1 500 Trouble\r\nContent-Length: 4\r\n\r\nouch"

#define NEXT "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
#define RESPONSE "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1"
#define ERROR "POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1"

static struct server server;
static int calls;

static int
echo (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  calls++;
  ck_assert_str_eq (invocation->function, "F");
  ck_assert_str_eq (invocation->request_id, "id-1");
  ck_assert_str_eq (invocation->function_arn, "arn:aws:lambda");
  ck_assert_ptr_null (invocation->tenant_id);
  ck_assert_int_eq (invocation->deadline_ms, 1542409706888);
  ck_assert_str_eq (getenv ("_X_AMZN_TRACE_ID"), "Root=1-5;Sampled=1");
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, invocation->event,
                             invocation->event_size);
}

static int
refuse (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  (void) invocation;
  calls++;
  return spartap_reply_error (reply, "My.Error", SPARTAP_NOWHERE, "sorry");
}

static int
refuse_for_good (const struct sparta_invocation *invocation,
               struct sparta_reply *reply)
{
  refuse (invocation, reply);
  return SPARTA_FATAL;
}

static int
raise_term (const struct sparta_invocation *invocation,
            struct sparta_reply *reply)
{
  raise (SIGTERM);
  return echo (invocation, reply);
}

/* The child returns as its parent does.  */
static int
forget_child (const struct sparta_invocation *invocation,
              struct sparta_reply *reply)
{
  pid_t child = fork ();
  if (child > 0)
    ck_assert_int_eq (waitpid (child, NULL, 0), child);
  return echo (invocation, reply);
}

/* Runs the loop against N STEPS; what it returns.  */
static int
run (const struct step *steps, int n,
     int (*invoke) (const struct sparta_invocation *, struct sparta_reply *))
{
  struct spartap_loop loop
    = { .function = "F", .agent = "test", .invoke = invoke,
        .release = spartap_free, .backoff_ms = 1, .stall_ms = 100 };
  server_start (&server, steps, n);
  loop.api = server.endpoint;
  int status = spartap_loop_run (&loop);
  server_stop (&server);
  return status;
}

#define RUN(steps, invoke) run (steps, N_STEPS (steps), invoke)

START_TEST (response_is_posted)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = EVENT },
        { .send = ACCEPTED }, { .send = GONE } };
  ck_assert_int_eq (RUN (steps, echo), 1);
  server_expect (&server, 0, NEXT);
  server_expect (&server, 1, RESPONSE);
  server_expect_in (&server, 1, "\r\nContent-Type: application/json\r\n");
  server_expect_in (&server, 1, "\r\nContent-Length: 7\r\n");
  ck_assert_str_eq (server.requests[1].body, "{\"a\":1}");
  server_expect (&server, 2, NEXT);
  ck_assert_int_eq (calls, 2);
  ck_assert_int_eq (server.n_connections, 1);
  ck_assert_ptr_null (getenv ("_X_AMZN_TRACE_ID"));
}
END_TEST

START_TEST (function_error_is_posted)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  RUN (steps, refuse);
  server_expect (&server, 1, ERROR);
  server_expect_in (&server, 1,
                    "\r\nLambda-Runtime-Function-Error-Type: My.Error\r\n");
  server_expect_in (&server, 1, "{\"errorMessage\":\"sorry\"");
  server_expect (&server, 2, NEXT);
}
END_TEST

START_TEST (fatal_error_is_posted_and_ends_the_loop)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED } };
  ck_assert_int_eq (RUN (steps, refuse_for_good), 1);
  server_expect (&server, 1, ERROR);
  ck_assert_int_eq (server.n_requests, 2);
}
END_TEST

START_TEST (response_too_large_becomes_an_error)
{
  static const struct step steps[]
    = { { .send = EVENT },
        { .send = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n" },
        { .send = ACCEPTED },
        { .send = GONE } };
  RUN (steps, echo);
  server_expect (&server, 1, RESPONSE);
  server_expect (&server, 2, ERROR);
  server_expect_in (&server, 2, "Function.ResponseSizeTooLarge");
  server_expect (&server, 3, NEXT);
}
END_TEST

START_TEST (response_is_posted_again_while_the_api_is_in_trouble)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = TROUBLE, .close = true },
        { .send = ACCEPTED }, { .send = GONE } };
  RUN (steps, echo);
  server_expect (&server, 1, RESPONSE);
  server_expect (&server, 2, RESPONSE);
  server_expect (&server, 3, NEXT);
  ck_assert_int_eq (calls, 1);
}
END_TEST

START_TEST (second_answer_that_is_refused_is_no_error)
{
  static const struct step steps[]
    = { { .send = EVENT },
        { .close = true },              /* it may have arrived */
        { .send = "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n" },
        { .send = GONE } };
  RUN (steps, echo);
  server_expect (&server, 2, RESPONSE);
  server_expect (&server, 3, NEXT);
}
END_TEST

START_TEST (next_is_repeated_and_given_up)
{
  static const struct step trouble = { .send = TROUBLE, .close = true };
  struct step steps[8];
  for (int i = 0; i < 8; i++)
    steps[i] = trouble;
  ck_assert_int_eq (RUN (steps, echo), 1);
  ck_assert_int_eq (server.n_requests, 6);
  ck_assert_int_eq (calls, 0);
}
END_TEST

START_TEST (next_recovers)
{
  static const struct step steps[]
    = { { .send = TROUBLE, .close = true }, { .close = true },
        { .send = "nonsense\r\n", .close = true }, { .send = EVENT },
        { .send = ACCEPTED }, { .send = GONE } };
  RUN (steps, echo);
  server_expect (&server, 4, RESPONSE);
}
END_TEST

START_TEST (event_without_an_id_is_passed_over)
{
  static const struct step steps[]
    = { { .send = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" },
        { .send = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                  "Lambda-Runtime-Aws-Request-Id: a/../b\r\n\r\n{}" },
        { .send = GONE } };
  RUN (steps, echo);
  ck_assert_int_eq (calls, 0);
  server_expect (&server, 2, NEXT);
}
END_TEST

START_TEST (event_that_is_cut_is_answered)
{
  static const struct step steps[]
    = { { .send = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
                  "Lambda-Runtime-Aws-Request-Id: id-1\r\n\r\nshort",
          .close = true },
        { .send = ACCEPTED },
        { .send = GONE } };
  RUN (steps, echo);
  ck_assert_int_eq (calls, 0);
  server_expect (&server, 1, ERROR);
  server_expect_in (&server, 1, "Sparta.EventCut");
  server_expect (&server, 2, NEXT);
}
END_TEST

START_TEST (api_that_is_not_there_is_an_error)
{
  struct spartap_loop loop
    = { .api = "127.0.0.1:1", .function = "F", .agent = "test",
        .invoke = echo, .release = spartap_free };
  ck_assert_int_eq (spartap_loop_run (&loop), 1);
}
END_TEST

START_TEST (init_error_is_posted)
{
  static const struct step steps[] = { { .send = ACCEPTED } };
  struct spartap_loop loop = { .api = server.endpoint, .agent = "test" };
  struct sparta_reply reply = { .size = sizeof reply };
  server_start (&server, steps, 1);
  spartap_reply_error (&reply, "Sparta.Init", SPARTAP_NOWHERE, "no");
  ck_assert_int_eq (spartap_loop_init_error (&loop, &reply), 0);
  spartap_free (&reply);
  server_stop (&server);
  server_expect (&server, 0, "POST /2018-06-01/runtime/init/error HTTP/1.1");
  server_expect_in (&server, 0,
                    "\r\nLambda-Runtime-Function-Error-Type: Sparta.Init\r\n");
}
END_TEST

START_TEST (sigterm_in_a_handler_ends_the_loop_behind_it)
{
  signal (SIGTERM, SIG_DFL);            /* it is Check's */
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED } };
  ck_assert_int_eq (RUN (steps, raise_term), 0);
  server_expect (&server, 1, RESPONSE);
  ck_assert_int_eq (server.n_requests, 2);
}
END_TEST

START_TEST (child_of_a_handler_answers_nothing)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  RUN (steps, forget_child);
  server_expect (&server, 1, RESPONSE);
  server_expect (&server, 2, NEXT);
  ck_assert_int_eq (server.n_requests, 3);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { response_is_posted, function_error_is_posted,
        fatal_error_is_posted_and_ends_the_loop,
        response_too_large_becomes_an_error,
        response_is_posted_again_while_the_api_is_in_trouble,
        second_answer_that_is_refused_is_no_error,
        next_is_repeated_and_given_up, next_recovers,
        event_without_an_id_is_passed_over, event_that_is_cut_is_answered,
        api_that_is_not_there_is_an_error, init_error_is_posted,
        sigterm_in_a_handler_ends_the_loop_behind_it,
        child_of_a_handler_answers_nothing, NULL };
  return unit_suite_of ("loop", tests);
}
