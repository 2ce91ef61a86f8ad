/* service.c: what may be registered, and what a name means then.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <string.h>

#include "internal.h"
#include "unit.h"

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
}

/* Registering SERVICE is refused with a text that has WORDS.  */
static void
refused (const sparta_service *service, const char *words)
{
  struct spartap_buffer why = { 0 };
  ck_assert_int_lt (spartap_service_register (service, NULL, &why), 0);
  ck_assert_ptr_nonnull (why.data);
  ck_assert_msg (strstr (why.data, words) != NULL, "%s", why.data);
  ck_assert_ptr_null (spartap_service ());
  spartap_buffer_free (&why);
}

/* A second row beside a good one is refused.  */
static void
row_refused (sparta_lambda row, const char *words)
{
  sparta_lambda rows[] = { { .name = "Good", .handler = handler }, row };
  sparta_service service = { .name = "S", .lambdas = rows, .n_lambdas = 2 };
  refused (&service, words);
}

START_TEST (finds_every_function)
{
  sparta_lambda rows[] = {
    { .name = "b", .handler = handler }, { .name = "a", .handler = handler },
    { .name = "c", .handler = handler }, { .name = "B", .handler = handler },
  };
  sparta_service service = { .name = "S", .lambdas = rows, .n_lambdas = 4 };
  struct spartap_buffer why = { 0 };
  ck_assert_int_eq (spartap_service_register (&service, NULL, &why), 0);
  ck_assert_ptr_eq (spartap_service (), &service);
  for (int i = 0; i < 4; i++)
    ck_assert_ptr_eq (spartap_service_find (rows[i].name), &rows[i]);
  ck_assert_ptr_null (spartap_service_find ("d"));
  ck_assert_ptr_null (spartap_service_find (""));
}
END_TEST

START_TEST (refuses_services)
{
  sparta_lambda row = { .name = "Good", .handler = handler };
  refused (NULL, "null");
  refused (&(sparta_service) { .lambdas = &row, .n_lambdas = 1 }, "no name");
  refused (&(sparta_service) { .name = "", .lambdas = &row, .n_lambdas = 1 },
           "no name");
  refused (&(sparta_service) { .name = "S", .lambdas = &row },
           "no functions");
  refused (&(sparta_service) { .name = "S", .n_lambdas = 1 }, "no functions");
}
END_TEST

START_TEST (refuses_rows)
{
  row_refused ((sparta_lambda) { .handler = handler }, "no name");
  row_refused ((sparta_lambda) { .name = "", .handler = handler }, "name");
  row_refused ((sparta_lambda) { .name = "no good", .handler = handler },
               "no good");
  row_refused ((sparta_lambda) { .name = "Null" }, "no handler");
  row_refused ((sparta_lambda) { .name = "M", .handler = handler,
                                 .memory_mb = 127 }, "memory");
  row_refused ((sparta_lambda) { .name = "M", .handler = handler,
                                 .memory_mb = 10241 }, "memory");
  row_refused ((sparta_lambda) { .name = "T", .handler = handler,
                                 .timeout_s = -1 }, "timeout");
  row_refused ((sparta_lambda) { .name = "T", .handler = handler,
                                 .timeout_s = 901 }, "timeout");
  row_refused ((sparta_lambda) { .name = "Good", .handler = handler },
               "two functions are named Good");
}
END_TEST

START_TEST (refuses_a_second_service)
{
  sparta_lambda row = { .name = "F", .handler = handler };
  sparta_service first = { .name = "One", .lambdas = &row, .n_lambdas = 1 };
  sparta_service second = { .name = "Two", .lambdas = &row, .n_lambdas = 1 };
  struct spartap_buffer why = { 0 };
  ck_assert_int_eq (spartap_service_register (&first, NULL, &why), 0);
  ck_assert_int_lt (spartap_service_register (&second, NULL, &why), 0);
  ck_assert_ptr_nonnull (strstr (why.data, "One"));
  ck_assert_ptr_eq (spartap_service (), &first);
  spartap_buffer_free (&why);
}
END_TEST

START_TEST (finds_among_many)
{
  enum { N = 10000 };
  static char names[N][8];
  static sparta_lambda rows[N];
  for (int i = 0; i < N; i++)
    {
      snprintf (names[i], sizeof names[i], "f%d", (i * 7919) % N);
      rows[i] = (sparta_lambda) { .name = names[i], .handler = handler };
    }
  sparta_service service = { .name = "S", .lambdas = rows, .n_lambdas = N };
  struct spartap_buffer why = { 0 };
  ck_assert_int_eq (spartap_service_register (&service, NULL, &why), 0);
  for (int i = 0; i < N; i++)
    ck_assert_ptr_eq (spartap_service_find (names[i]), &rows[i]);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    finds_every_function, refuses_services, refuses_rows,
    refuses_a_second_service, finds_among_many, NULL,
  };
  return unit_suite_of ("service", tests);
}
