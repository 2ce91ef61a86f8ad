/* steady.c: what an invocation costs once each buffer has its size: no
   allocation, no lock, and no system call but the write(2) of a log line.

   Each function of the service that does not allocate by itself is called by
   several threads, in a process of its own.  Behind a warm-up the allocations
   are counted, calls of the pthread_ locks are counted (the linker wraps
   them), and a seccomp filter ends the process at any other system call: a
   futex, say.  Meanwhile another thread holds standard output's lock for good,
   which libc would take behind pthreads' back: who wants it, waits in a futex.

   SPDX-License-Identifier: MIT  */

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "allocations.h"
#include "service.h"

#define N_THREADS 4
#define WARM_UP 20
#define INVOCATIONS 1000

static int results;                     /* the TAP stream */

/* What the threads of the process found.  */
static atomic_size_t allocations, locks, writes;
static atomic_int warm, finished;
static atomic_bool begun;
static bool filtered;
static const struct function *function;
static const char *event;

#define LOCKS(X)                                                        \
  X (pthread_mutex_lock, pthread_mutex_t)                               \
  X (pthread_mutex_trylock, pthread_mutex_t)                            \
  X (pthread_rwlock_rdlock, pthread_rwlock_t)                           \
  X (pthread_rwlock_wrlock, pthread_rwlock_t)

#define COUNT_LOCK(name, type)                  \
  int __real_##name (type *);                   \
  int __wrap_##name (type *);                   \
  int                                           \
  __wrap_##name (type *lock)                    \
  {                                             \
    locks++;                                    \
    return __real_##name (lock);                \
  }
LOCKS (COUNT_LOCK)

ssize_t __real_write (int, const void *, size_t);
ssize_t __wrap_write (int, const void *, size_t);

ssize_t
__wrap_write (int fd, const void *data, size_t size)
{
  writes++;
  return __real_write (fd, data, size);
}

static void
refuse_call (int number, siginfo_t *info, void *context)
{
  (void) number;
  (void) context;
  char line[64];
  int size = snprintf (line, sizeof line, "# system call %d\n",
                       info->si_syscall);
  __real_write (results, line, size);
  syscall (SYS_exit_group, 1);
}

#define ALLOW(call)                                             \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),       \
  BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

/* The calling thread writes, looks at a clock where that is a call, and asks,
   when its handler calls exit, whether it is a forked child's.  Returns
   whether the kernel sees to it that it calls nothing else.  */
static bool
filter_calls (void)
{
  struct sock_filter filter[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    ALLOW (write), ALLOW (clock_gettime), ALLOW (getpid),
    ALLOW (nanosleep), ALLOW (clock_nanosleep), ALLOW (exit_group),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_TRAP),
  };
  struct sock_fprog program = { sizeof filter / sizeof filter[0], filter };
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void
rest (void)
{
  nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
}

static void
invoke (int n, struct sparta_reply *reply)
{
  struct sparta_invocation invocation
    = service_invocation (function->lambda.name, event, strlen (event));
  while (n-- > 0)
    Lambda (&invocation, reply);
}

/* It does not end: a thread's end makes system calls.  */
_Noreturn static void *
run_thread (void *unused)
{
  struct sparta_reply reply = { .size = sizeof reply };
  (void) unused;
  invoke (WARM_UP, &reply);
  warm++;
  while (!begun)
    rest ();
  filtered = !function->prints && filter_calls ();
  allocations_watch (0, false);
  invoke (INVOCATIONS, &reply);
  allocations += allocations_unwatch ();
  finished++;
  for (;;)
    rest ();
}

/* In the process: the counts, as one line of TAP without its number.  */
static void
run_here (void)
{
  pthread_t thread;
  service_start ();
  struct sigaction action
    = { .sa_sigaction = refuse_call, .sa_flags = SA_SIGINFO };
  sigaction (SIGSYS, &action, NULL);
  for (int i = 0; i < N_THREADS; i++)
    pthread_create (&thread, NULL, run_thread, NULL);
  while (warm < N_THREADS)
    rest ();
  if (!function->prints)
    flockfile (stdout);
  locks = writes = 0;
  begun = true;
  while (finished < N_THREADS)
    rest ();
  size_t lines = (size_t) function->lines * N_THREADS * INVOCATIONS;
  dprintf (results, "# %d invocations in each of %d threads: %zu allocations, "
           "%zu locks, %zu writes of %zu%s\n", INVOCATIONS, N_THREADS,
           (size_t) allocations, (size_t) locks, (size_t) writes, lines,
           filtered ? ", no other system call" : "");
  bool good = allocations == 0 && locks == 0
              && (function->prints || writes == lines);
  syscall (SYS_exit_group, !good);
}

static bool
good_p (void)
{
  pid_t child = fork ();
  int status;
  if (child == 0)
    {
      alarm (60);               /* who waits for a lock waits for ever */
      run_here ();
    }
  return waitpid (child, &status, 0) == child && status == 0;
}

int
main (void)
{
  size_t n = 0;
  bool failed = false;
  results = service_silence ();
  for (size_t i = 0; i < N_FUNCTIONS; i++)
    for (size_t j = 0; __start_functions[i]->events[j] != NULL; j++)
      {
        function = __start_functions[i];
        event = function->events[j];
        if (function->allocates)
          continue;
        bool good = good_p ();
        failed |= !good;
        dprintf (results, "%sok %zu - %s, %zu bytes: nothing allocated, "
                 "nothing locked, %d written\n", good ? "" : "not ", ++n,
                 function->lambda.name, strlen (event), function->lines);
      }
  dprintf (results, "1..%zu\n", n);
  return failed;
}
