/* last-post.h: the last post of a process that ends: the error report of an
   invocation that is under way, or of an init that is.

   It is async-signal-safe and stands on its own feet: on a connection of its
   own, because another may be in use, and bounded in time.  crash.c uses it in
   a library, loop-last.c in an executable.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_LAST_POST_H
#define SPARTAP_LAST_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "cold.h"

/* Where a Runtime API is.  */
struct spartap_api
{
  const char *name;             /* "127.0.0.1:9001" */
  struct sockaddr_storage address;
  socklen_t address_size;       /* 0: there is none */
};

/* Makes API what NAME says, which outlives it and may be NULL: a numeric
   address or localhost, and a port; nothing is looked up.  */
void spartap_last_post_init (struct spartap_api *api, const char *name)
  SPARTAP_COLD;

/* Posts the error JSON of that TYPE for the invocation ID, or, where it is
   NULL, for the init.  Returns whether it was answered.  */
bool spartap_last_post (const struct spartap_api *api, const char *id,
                        const char *type, const char *json, size_t size)
  SPARTAP_COLD;

#endif /* SPARTAP_LAST_POST_H */
