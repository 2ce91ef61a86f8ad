/* http-head.c: the head of a response, cut anywhere and broken in every way.

   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>

#include "http.h"
#include "unit.h"

static const char sample[] = "HTTP/1.1 200 OK\r\n"
                             "Content-Length: 5\r\n"
                             "X-Empty:\r\n"
                             "X-Blank: \t a b \t \r\n"
                             "Connection: close\r\n"
                             "\r\nhello";

/* Parses TEXT, of SIZE bytes, in a copy; what parse returns.  */
static int
parse (struct spartap_http_head *head, const char *text, size_t size)
{
  char *copy = malloc (size + 1);
  memcpy (copy, text, size);
  copy[size] = 0;
  memset (head, 0, sizeof *head);
  int result = spartap_http_head_parse (head, copy, size);
  free (copy);
  return result;
}

static void
expect (const char *text, int result)
{
  struct spartap_http_head head;
  int got = parse (&head, text, strlen (text));
  ck_assert_msg (got == result, "%s gives %d, not %d", text, got, result);
}

START_TEST (cut_at_every_byte)
{
  size_t end = sizeof sample - 1 - 5;
  for (size_t cut = 0; cut < end; cut++)
    {
      struct spartap_http_head head = { 0 };
      char data[sizeof sample];
      memcpy (data, sample, sizeof sample);
      ck_assert_int_eq (spartap_http_head_parse (&head, data, cut), 0);
      ck_assert_int_eq (
        spartap_http_head_parse (&head, data, sizeof sample - 1), 1);
      ck_assert_uint_eq (head.size, end);
      ck_assert_uint_eq (head.length, 5);
      ck_assert_uint_eq (head.n_headers, 4);
      ck_assert (!head.keep);
    }
}
END_TEST

START_TEST (values_are_trimmed_and_found_in_any_case)
{
  struct spartap_http_head head = { 0 };
  char data[sizeof sample];
  memcpy (data, sample, sizeof sample);
  spartap_http_head_parse (&head, data, sizeof sample - 1);
  ck_assert_str_eq (spartap_http_head_find (&head, data, "x-BLANK"), "a b");
  ck_assert_str_eq (spartap_http_head_find (&head, data, "X-Empty"), "");
  ck_assert_ptr_null (spartap_http_head_find (&head, data, "X-Blan"));
}
END_TEST

START_TEST (malformed_heads_are_refused)
{
  static const char *const broken[] = {
    "HTTP/2 200 OK\r\n",
    "HTTP/1.1 20 OK\r\n",
    "HTTP/1.1 2000\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n",
    "\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\n",
    "HTTP/1.1 200 OK\r\n: no name\r\n",
    "HTTP/1.1 200 OK\r\nName : blank\r\n",
    "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length:\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n",
  };
  for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
    expect (broken[i], SPARTAP_HTTP_EMALFORMED);
}
END_TEST

START_TEST (nul_in_a_value_is_refused)
{
  struct spartap_http_head head;
  static const char text[] = "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n";
  ck_assert_int_eq (parse (&head, text, sizeof text - 1),
                    SPARTAP_HTTP_EMALFORMED);
}
END_TEST

START_TEST (giant_head_is_refused)
{
  struct spartap_http_head head;
  size_t size = SPARTAP_HTTP_HEAD_MAX + 100;
  char *text = malloc (size);
  memset (text, 'a', size);
  memcpy (text, "HTTP/1.1 200 OK\r\nA: ", 20);
  ck_assert_int_eq (parse (&head, text, 64 * 1024), 0);
  ck_assert_int_eq (parse (&head, text, size), SPARTAP_HTTP_EHEAD);
  free (text);
}
END_TEST

START_TEST (too_many_headers_are_refused)
{
  char text[1024] = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < SPARTAP_HTTP_HEADERS_MAX; i++)
    strcat (text, "A: b\r\n");
  expect (text, 0);
  expect (strcat (text, "A: b\r\n"), SPARTAP_HTTP_EHEAD);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { cut_at_every_byte, values_are_trimmed_and_found_in_any_case,
        malformed_heads_are_refused, nul_in_a_value_is_refused,
        giant_head_is_refused, too_many_headers_are_refused, NULL };
  return unit_suite_of ("http-head", tests);
}
