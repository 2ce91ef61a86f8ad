/* manifest.c: a service as a manifest, for a table that was made at run time
   and for an executable.  The plugin writes the manifest of a constant table
   (plugin/manifest.c), with what only a compiler knows; sparta-plugin(7) has
   the format.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "config.h"

#include "internal.h"
#include "json-text.h"

static int
append_member (struct spartap_buffer *out, const char *before,
               const char *value)
{
  int error = spartap_buffer_append_text (out, before);
  return error != 0 ? error : spartap_json_append_text (out, value);
}

static int
append_function (struct spartap_buffer *out, const sparta_lambda *lambda)
{
  int error = append_member (out, "{\"name\":", lambda->name);
  if (error == 0)
    error = append_member (out, ",\"description\":", lambda->description);
  if (error == 0)
    error = spartap_buffer_printf (
      out, ",\"memory_mb\":%d,\"timeout_s\":%d,\"http\":%s,\"metrics\":%s}",
      lambda->memory_mb != 0 ? lambda->memory_mb : SPARTA_MEMORY_MB_DEFAULT,
      lambda->timeout_s != 0 ? lambda->timeout_s : SPARTA_TIMEOUT_S_DEFAULT,
      lambda->http ? "true" : "false", lambda->metrics ? "true" : "false");
  return error;
}

int
spartap_manifest_append (struct spartap_buffer *out,
                         const sparta_service *service)
{
  int error = spartap_buffer_printf (
    out, "{\"sparta\":\"%s\",\"abi\":%d,\"dynamic\":true", PACKAGE_VERSION,
    SPARTA_ABI);
  if (error == 0)
    error = append_member (out, ",\"service\":{\"name\":", service->name);
  if (error == 0)
    error = append_member (out, ",\"description\":", service->description);
  if (error == 0)
    error = spartap_buffer_append_text (out, "},\"functions\":[");
  for (size_t i = 0; error == 0 && i < service->n_lambdas; i++)
    {
      if (i > 0)
        error = spartap_buffer_append_text (out, ",");
      if (error == 0)
        error = append_function (out, &service->lambdas[i]);
    }
  return error != 0 ? error : spartap_buffer_append_text (out, "]}");
}
