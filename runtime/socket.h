/* socket.h: the socket that a connection to the Runtime API begins with.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_SOCKET_H
#define SPARTAP_SOCKET_H

#include <sys/socket.h>

/* A stream socket of FAMILY, closed on exec; FLAGS are 0 or SOCK_NONBLOCK.  It
   is none of 0, 1, 2, where a program writes its lines even if it was started
   without them.  Returns -1 and sets errno where there is none.
   Async-signal-safe.  */
int spartap_socket (int family, int flags);

#endif /* SPARTAP_SOCKET_H */
