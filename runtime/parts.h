/* parts.h: what a library has only where its table asks for it.

   The plugin refers to the parts that the table needs (to all where the table
   is made at run time), an executable to all; the runtime itself refers to
   them weakly, so that the linker leaves out of a library what nobody needs.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_PARTS_H
#define SPARTAP_PARTS_H

#include "internal.h"
#include "metrics.h"
#include "sparta-abi.h"

/* Functions with .http: proxy-reply.c.  */
struct spartap_http_part
{
  /* Whether EVENT is an HTTP request.  */
  bool (*request_p) (const sparta_event *event);
  /* Makes REPLY the error that the event of function NAME is none.  */
  int (*refuse) (const char *name, struct sparta_reply *reply);
  /* Turns what an HTTP function wrote into REPLY; returns an outcome.  */
  int (*finish) (sparta_response *, int status, struct sparta_reply *reply);
  /* Whether EVENT's source may stream; what is sent ahead of the body that it
     is streamed, of which the beginning is written: appended to OUT.  */
  bool (*streams_p) (const sparta_event *event);
  int (*prelude) (sparta_response *, int status, struct spartap_buffer *out);
};

/* Functions with .metrics: metrics.c.  */
struct spartap_metrics_part
{
  /* Begins METRICS with the memory of KEPT; ends them: adds the runtime's own,
     writes all to standard output, and gives the memory back.  OUTCOME and
     SIZE are the reply's; BROKEN says that the last line there was not
     ended.  */
  void (*begin) (struct spartap_metrics *metrics,
                 struct spartap_metrics *kept);
  void (*end) (struct spartap_metrics *metrics, struct spartap_metrics *kept,
               const sparta_context *context, int outcome, size_t size,
               bool broken);
  void (*free) (struct spartap_metrics *);
  /* The process's metrics begin: Uptime counts from here.  */
  void (*init) (void);
};

#pragma weak spartap_http_part
#pragma weak spartap_metrics_part

#endif /* SPARTAP_PARTS_H */
