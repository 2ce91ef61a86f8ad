/* mix.c: mixed invocations.  Half of them are echoes of random bytes, of 100
   bytes to 1 MB: each size is half as likely as half that size.  The others
   are what the functions of the service are tried with, now and then one that
   there is not.

   SPDX-License-Identifier: MIT  */

#include "mix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service.h"

#define LEAST 100
#define MOST (1024 * 1024)
#define MAX_CASES 512

/* What is echoed: the last bytes of it.  Each of them may begin a JSON value,
   so that the answer is the event itself.  */
static char bytes[MOST + 1];

struct one
{
  const struct function *function;
  const char *event;
  int outcome;
  struct sparta_reply first;
};

static struct one cases[MAX_CASES];
static size_t n_cases;

/* xorshift64 (Marsaglia, "Xorshift RNGs").  */
static uint64_t
draw (uint64_t *random)
{
  *random ^= *random << 13;
  *random ^= *random >> 7;
  *random ^= *random << 17;
  return *random;
}

static void
add_case (const struct function *function, const char *event)
{
  struct one *one = &cases[n_cases];
  struct sparta_invocation invocation
    = service_invocation (function->lambda.name, event, strlen (event));
  if (n_cases++ == MAX_CASES)
    abort ();
  *one = (struct one) { .function = function, .event = event };
  one->outcome = Lambda (&invocation, &one->first);
}

void
mix_prepare (void)
{
  uint64_t random = 1;
  for (size_t i = 0; i < MOST; i++)
    bytes[i] = "{[\"["[draw (&random) & 3];
  for (size_t i = 0; i < N_FUNCTIONS; i++)
    for (size_t j = 0; __start_functions[i]->events[j] != NULL; j++)
      add_case (__start_functions[i], __start_functions[i]->events[j]);
}

/* Where the answer is wrong, the first one is told.  */
static bool
judge (struct mix *mix, const struct sparta_invocation *invocation, bool good)
{
  if (!good && mix->n_wrong++ == 0)
    fprintf (stderr, "%s, %llu bytes, was answered %.200s\n",
             invocation->function, (unsigned long long) invocation->event_size,
             mix->reply.data);
  return good;
}

static bool
same_p (const struct sparta_reply *reply, const char *data, size_t size)
{
  return reply->data_size == size && memcmp (reply->data, data, size) == 0
         && reply->data[size] == 0;
}

static bool
echo (struct mix *mix, size_t size)
{
  const char *event = bytes + MOST - size;
  struct sparta_invocation invocation
    = service_invocation ("echo", event, size);
  invocation.request_id = mix->request_id;
  return judge (mix, &invocation,
                Lambda (&invocation, &mix->reply) == SPARTA_OK
                && same_p (&mix->reply, event, size));
}

static bool
call_nobody (struct mix *mix)
{
  struct sparta_invocation invocation = service_invocation ("nobody", "", 0);
  return judge (mix, &invocation,
                Lambda (&invocation, &mix->reply) == SPARTA_FAILED
                && strcmp (mix->reply.error_type, "Sparta.UnknownFunction")
                     == 0);
}

static bool
call_one (struct mix *mix, const struct one *one)
{
  const struct function *function = one->function;
  struct sparta_invocation invocation
    = service_invocation (function->lambda.name, one->event,
                          strlen (one->event));
  invocation.request_id = mix->request_id;
  bool good = Lambda (&invocation, &mix->reply) == one->outcome;
  if (function->answers != NULL)
    good = good && function->answers (&invocation, &mix->reply);
  else
    good = good && same_p (&mix->reply, one->first.data, one->first.data_size);
  return judge (mix, &invocation, good);
}

bool
mix_invoke (struct mix *mix)
{
  uint64_t random = draw (&mix->random);
  snprintf (mix->request_id, sizeof mix->request_id, "%zx-%llx", mix->n++,
            (unsigned long long) random);
  if (random & 1)
    {
      size_t most = LEAST;
      while (most < MOST && ((random >>= 1) & 1))
        most *= 2;
      most = most < MOST ? most : MOST;
      return echo (mix, LEAST + draw (&mix->random) % (most - LEAST + 1));
    }
  random = (random >> 1) % (n_cases * 4 + 1);
  return random == n_cases * 4 ? call_nobody (mix)
                               : call_one (mix, &cases[random / 4]);
}

bool
mix_warm_up (struct mix *mix)
{
  bool good = true;
  for (size_t i = 0; i < n_cases; i++)
    good = echo (mix, MOST) && call_one (mix, &cases[i]) && good;
  return echo (mix, MOST) && good;
}
