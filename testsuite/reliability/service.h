/* service.h: one service that uses everything, for the programs that try what
   the runtime survives.

   Each file of functions/ is a Lambda function: it defines a struct function
   and says FUNCTION of it, and from then on takes part in the allocation
   failures, the stress, the soak and the counts of a steady state.

   SPDX-License-Identifier: MIT  */

#ifndef SERVICE_H
#define SERVICE_H

#include <stdbool.h>
#include <stddef.h>

#include "sparta-abi.h"
#include "sparta.h"

struct function
{
  sparta_lambda lambda;         /* the row of the service's table */
  const char *const *events;    /* what it is called with; ends in NULL */
  int lines;                    /* write(2) calls of an invocation */
  bool prints;                  /* by stdio, which takes a lock */
  bool allocates;               /* by itself, each time */
  /* Whether the reply is the invocation's; NULL: whether it is what the event
     was first answered with.  */
  bool (*answers) (const struct sparta_invocation *,
                   const struct sparta_reply *);
};

/* The linker makes an array of these.  */
#define FUNCTION(row)                                   \
  static const struct function *const row##_entry       \
    __attribute__ ((section ("functions"), used)) = &(row)

extern const struct function *const __start_functions[],
  *const __stop_functions[];

#define N_FUNCTIONS ((size_t) (__stop_functions - __start_functions))

/* The function NAME; aborts where there is none.  */
const struct function *service_function (const char *name);

/* The handler's own error type where it is out of memory.  */
#define NO_MEMORY "Test.NoMemory"

/* LambdaInit with a host struct; aborts unless it succeeds.  */
void service_start (void);

/* An invocation of FUNCTION with all that a host can say.  */
struct sparta_invocation service_invocation (const char *function,
                                             const char *event, size_t size);

/* Standard output and error go nowhere from now on, since functions write
   there; returns a descriptor for the results.  */
int service_silence (void);

#endif /* SERVICE_H */
