/* loop-last.c: what is posted when the process ends in the middle of an
   invocation, by exit or by a signal.

   SPDX-License-Identifier: MIT  */

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

/* The first whose event is under way; NULL: none's is.  */
static struct spartap_loop *
find_under_way (struct spartap_loop *crew, int n)
{
  for (int i = 0; i < n; i++)
    if (atomic_load (&crew[i].under_way))
      return &crew[i];
  return NULL;
}

void
spartap_loop_last_words (struct spartap_loop *loop, const char *type,
                         const char *json, size_t size)
{
  struct spartap_loop *crew = loop->crew != NULL ? loop->crew : loop;
  int n = loop->crew != NULL ? loop->n_crew : 1;
  struct spartap_loop *own = find_own (crew, n), *first = own;
  spartap_workers_stop (crew, n);
  if (first == NULL)            /* a thread of the program's own */
    first = find_under_way (crew, n);
  bool answered = first == NULL || speak (first, type, json, size);
  /* An API that does not answer is not asked for each.  */
  for (int i = 0; answered && i < n; i++)
    answered = speak (&crew[i], SPARTAP_TYPE_ENDED, SPARTAP_ENDED_JSON,
                      sizeof SPARTAP_ENDED_JSON - 1);
  spartap_workers_wait (crew, n, own);
}
