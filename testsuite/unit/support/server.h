/* server.h: a scripted HTTP server, for the tests of the client and of the
   Runtime API loop.

   The server receives a request, keeps it, and plays the next step of its
   script; behind the last step it receives and says nothing more.  Each
   connection has a thread; one step is played at a time.

   SPDX-License-Identifier: MIT  */

#ifndef SERVER_H
#define SERVER_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

/* One step.  SIZE 0 is strlen (SEND).  */
struct step
{
  const char *send;
  size_t size;
  size_t cut;                   /* a pause after that many bytes; 0: none */
  bool close;                   /* closes the connection after sending */
  bool early;                   /* ... without reading the request's body */
};

struct request
{
  char *text;                   /* head and body, ended by a NUL */
  char *body;
  size_t body_size;
};

#define SERVER_REQUESTS 32
#define SERVER_CONNECTIONS 16

/* A static object: what an earlier run kept is freed by the next start.  */
struct server
{
  char endpoint[32];            /* "127.0.0.1:PORT" */
  struct request requests[SERVER_REQUESTS];
  int n_requests, n_connections;

  int listener;
  const struct step *steps;
  int n_steps;
  pthread_mutex_t lock;
  sem_t begun;
  pthread_t thread, threads[SERVER_CONNECTIONS];
};

/* Starts SERVER with N STEPS, which outlive it; fails the test where it
   cannot.  */
void server_start (struct server *, const struct step *steps, int n);

/* How many requests there were.  */
int server_requests (struct server *);

/* Waits until the clients' ends are closed, then frees the port.  The requests
   stay.  */
void server_stop (struct server *);

/* Fails unless request I begins with TEXT, or holds it anywhere.  */
void server_expect (const struct server *, int i, const char *text);
void server_expect_in (const struct server *, int i, const char *text);

#define N_STEPS(steps) ((int) (sizeof (steps) / sizeof (steps)[0]))

#endif /* SERVER_H */
