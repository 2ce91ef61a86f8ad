/* primes.c: an HTTP function that sends its answer while it finds it.

       GET /?below=1000    the primes below 1000, one a line

   The first lines arrive at once, however many there are.

   SPDX-License-Identifier: MIT  */

#include <stdlib.h>

#include <sparta-library.h>
#include <sparta-http.h>

/* How many lines leave at once.  */
#define LINES 10

static bool
prime_p (long n)
{
  for (long i = 2; i * i <= n; i++)
    if (n % i == 0)
      return false;
  return n > 1;
}

static void
primes (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  const char *below = sparta_http_query (event, "below");
  long end = below == NULL ? 100 : strtol (below, NULL, 10);
  int lines = 0;
  (void) context;
  sparta_response_header (response, "Content-Type", "text/plain");
  if (end < 0 || end > 100000000)
    {
      sparta_response_status (response, 400);
      sparta_response_printf (response, "That is below nothing.\n");
      return;
    }
  for (long n = 2; n < end; n++)
    {
      if (!prime_p (n))
        continue;
      sparta_response_printf (response, "%ld\n", n);
      if (++lines % LINES == 0 && sparta_response_flush (response) != 0)
        {
          sparta_logger_info (logger, "nobody listens beyond %ld", n);
          return;
        }
    }
}

static const sparta_lambda lambdas[] = {
  { .name = "Primes", .handler = primes, .description = "Streams primes",
    .timeout_s = 60, .http = true },
};

static const sparta_service service = {
  .name = "Primes", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
