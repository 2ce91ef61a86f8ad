/* loop-last.c: what is posted when the process ends in the middle of an
   invocation, by exit or by a signal.

   SPDX-License-Identifier: MIT  */

#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "last-post.h"
#include "loop.h"

/* Ends the streamed response with an error.  Where a chunk is half sent, the
   end of the connection says it.  */
static void
end_stream (struct spartap_loop *loop, const char *type, const char *json,
            size_t size)
{
  char room[4096];
  struct spartap_text end = { .data = room, .room = sizeof room };
  int open = SPARTAP_STREAM_OPEN;
  if (!atomic_compare_exchange_strong (&loop->stream, &open,
                                       SPARTAP_STREAM_CUT))
    return;
  spartap_text_add (&end, "0\r\n");
  spartap_stream_trailers (&end, type, json, size);
  spartap_text_add (&end, "\r\n");
  send (loop->http.fd, end.data, end.size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Posts for LOOP alone.  Returns false where the API does not answer.  */
static bool
speak (struct spartap_loop *loop, const char *type, const char *json,
       size_t size)
{
  if (loop->process != getpid ()
      || !atomic_exchange (&loop->under_way, false))
    return true;
  if (atomic_load (&loop->stream) != SPARTAP_STREAM_NONE)
    {
      end_stream (loop, type, json, size);
      return true;
    }
  /* The loop has met its API, and so knows the address.  */
  struct spartap_api api = { .name = loop->api,
                             .address = loop->http.address,
                             .address_size = loop->http.address_size };
  return spartap_last_post (&api, loop->id.data, type, json, size);
}

/* The worker that the calling thread is; NULL: none.  */
static struct spartap_loop *
find_own (struct spartap_loop *crew, int n)
{
  for (int i = 0; i < n; i++)
    if (atomic_load (&crew[i].running)
        && pthread_equal (pthread_self (), crew[i].thread))
      return &crew[i];
  return NULL;
}

/* Waits for answers that are on their way, but not for OWN, whose thread this
   is: they would be cut, and nobody told.  */
static void
wait_answers (const struct spartap_loop *crew, int n,
              const struct spartap_loop *own)
{
  for (int i = 0, ms = 0; i < n && ms < SPARTAP_GRACE_MS;)
    if (&crew[i] == own || !atomic_load (&crew[i].answering)
        || crew[i].process != getpid ())
      i++;
    else
      {
        nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
        ms++;
      }
}

void
spartap_loop_last_words (struct spartap_loop *loop, const char *type,
                         const char *json, size_t size)
{
  struct spartap_loop *crew = loop->crew != NULL ? loop->crew : loop;
  int n = loop->crew != NULL ? loop->n_crew : 1;
  struct spartap_loop *own = find_own (crew, n);
  for (int i = 0; i < n; i++)
    atomic_store (&crew[i].ending, true);
  bool answered = own == NULL || speak (own, type, json, size);
  /* A thread of the program's own faults beside all of them.  An API that does
     not answer is not asked for each.  */
  for (int i = 0; answered && i < n; i++)
    if (own == NULL)
      answered = speak (&crew[i], type, json, size);
    else
      answered = speak (&crew[i], SPARTAP_TYPE_ENDED, SPARTAP_ENDED_JSON,
                        sizeof SPARTAP_ENDED_JSON - 1);
  wait_answers (crew, n, own);
}
