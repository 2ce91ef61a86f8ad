/* loop-last.c: what is posted when the process ends in the middle of an
   invocation, by exit or by a signal.

   SPDX-License-Identifier: MIT  */

#include <unistd.h>

#include "last-post.h"
#include "loop.h"

void
spartap_loop_last_words (struct spartap_loop *loop, const char *type,
                         const char *json, size_t size)
{
  if (loop->process != getpid ()
      || !atomic_exchange (&loop->under_way, false))
    return;
  /* The loop has met its API, and so knows the address.  */
  struct spartap_api api = { .name = loop->api,
                             .address = loop->http.address,
                             .address_size = loop->http.address_size };
  spartap_last_post (&api, loop->id.data, type, json, size);
}
