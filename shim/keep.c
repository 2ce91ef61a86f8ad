/* keep.c: see keep.h.

   The package carries the build id too, and so does what a crash reports; by
   it the file is found again that has the lines.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "file.h"
#include "keep.h"

#define FOLDER ".sparta"

/* Linkers make 8 to 20 bytes, or what the user says.  */
#define BUILD_ID_MAX 64

/* The build id of OBJECT in hexadecimal digits; the caller's to free.  */
static char *
build_id_text (const struct object *object)
{
  static const char digits[] = "0123456789abcdef";
  char *text = cli_calloc (object->build_id_size, 2 + 1);
  for (size_t i = 0; i < object->build_id_size; i++)
    {
      text[2 * i] = digits[object->build_id[i] >> 4];
      text[2 * i + 1] = digits[object->build_id[i] & 15];
    }
  return text;
}

void
keep_object (const struct object *object)
{
  if (object->build_id_size == 0 || object->build_id_size > BUILD_ID_MAX)
    return;
  char *id = build_id_text (object);
  char *path = cli_asprintf ("%s/%s.debug", FOLDER, id);
  const char *why = NULL;
  if (mkdir (FOLDER, 0777) != 0 && errno != EEXIST)
    why = strerror (errno);
  if (why == NULL)
    why = file_replace (path, object->data, object->size);
  if (why != NULL)
    cli_error ("warning: %s: %s; the unstripped library is not kept", path,
               why);
  free (path);
  free (id);
}
