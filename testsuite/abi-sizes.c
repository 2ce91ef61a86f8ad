/* abi-sizes.c: prints the size of every struct of the binary interface, and
   the offset and size of every field, as one JSON object.

   testsuite/meta/abi.test compares it with the numbers of shim/index.py.in.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "sparta-abi.h"

#define FIELD(type, name) \
  printf (", \"%s\": [%zu, %zu]", #name, offsetof (struct type, name), \
          sizeof ((struct type *) NULL)->name)

static void
print_host (void)
{
  printf ("\"sparta_host\": {\"\": %zu", sizeof (struct sparta_host));
  FIELD (sparta_host, size);
  FIELD (sparta_host, abi);
  FIELD (sparta_host, name);
  FIELD (sparta_host, flags);
  FIELD (sparta_host, stream);
  FIELD (sparta_host, crash);
  FIELD (sparta_host, opaque);
  puts ("},");
}

static void
print_invocation (void)
{
  printf ("\"sparta_invocation\": {\"\": %zu",
          sizeof (struct sparta_invocation));
  FIELD (sparta_invocation, size);
  FIELD (sparta_invocation, operation);
  FIELD (sparta_invocation, function);
  FIELD (sparta_invocation, event);
  FIELD (sparta_invocation, event_size);
  FIELD (sparta_invocation, deadline_ms);
  FIELD (sparta_invocation, request_id);
  FIELD (sparta_invocation, function_arn);
  FIELD (sparta_invocation, trace_id);
  FIELD (sparta_invocation, client_context);
  FIELD (sparta_invocation, identity);
  FIELD (sparta_invocation, tenant_id);
  FIELD (sparta_invocation, access_key_id);
  FIELD (sparta_invocation, secret_access_key);
  FIELD (sparta_invocation, session_token);
  FIELD (sparta_invocation, opaque);
  puts ("},");
}

static void
print_reply (void)
{
  printf ("\"sparta_reply\": {\"\": %zu", sizeof (struct sparta_reply));
  FIELD (sparta_reply, size);
  FIELD (sparta_reply, kind);
  FIELD (sparta_reply, data);
  FIELD (sparta_reply, data_size);
  FIELD (sparta_reply, data_capacity);
  FIELD (sparta_reply, content_type);
  FIELD (sparta_reply, error_type);
  puts ("},");
}

int
main (void)
{
  puts ("{");
  print_host ();
  print_invocation ();
  print_reply ();
  printf ("\"SPARTA_ABI\": %d\n}\n", SPARTA_ABI);
  return 0;
}
