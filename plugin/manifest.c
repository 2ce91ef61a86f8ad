/* manifest.c: the manifest's JSON text, and the ELF note around it (System V
   ABI, "Note Section").

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "manifest.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sparta-abi.h"

/* How many bytes at P are one character of UTF-8; 0: none.  Overlong forms,
   surrogates and what is above U+10FFFF are none (Unicode 15, table 3-7).  */
static size_t
utf8_size (const unsigned char *p)
{
  size_t size = p[0] < 0x80 ? 1
                : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
                : p[0] >= 0xE0 && p[0] < 0xF0 ? 3
                : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
  for (size_t i = 1; i < size; i++)
    if ((p[i] & 0xC0) != 0x80)
      return 0;
  if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0)
      || (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90))
    return 0;
  return size;
}

/* Writes TEXT as a JSON string; NULL is "".  Bytes that an escape in the
   source made, and that are no UTF-8, become U+FFFD, as the runtime has
   it.  */
static void
put_string (FILE *out, const char *text)
{
  const unsigned char *p = (const unsigned char *) (text ? text : "");
  putc ('"', out);
  while (*p != 0)
    {
      size_t size = utf8_size (p);
      if (size == 0)
        fputs ("\xEF\xBF\xBD", out);
      else if (*p == '"' || *p == '\\')
        fprintf (out, "\\%c", *p);
      else if (*p < 0x20)
        fprintf (out, "\\u%04x", (unsigned) *p);
      else
        fwrite (p, 1, size, out);
      p += size > 0 ? size : 1;
    }
  putc ('"', out);
}

static void
put_member (FILE *out, const char *before, const char *text)
{
  fputs (before, out);
  put_string (out, text);
}

static void
put_function (FILE *out, const struct model_function *function)
{
  put_member (out, "{\"name\":", function->name);
  put_member (out, ",\"handler\":", function->handler);
  if (function->file != NULL)
    {
      put_member (out, ",\"file\":", function->file);
      fprintf (out, ",\"line\":%d", function->line);
    }
  put_member (out, ",\"description\":", function->description);
  fprintf (out, ",\"memory_mb\":%ld,\"timeout_s\":%ld",
           function->memory_mb != 0 ? function->memory_mb
                                    : SPARTA_MEMORY_MB_DEFAULT,
           function->timeout_s != 0 ? function->timeout_s
                                    : SPARTA_TIMEOUT_S_DEFAULT);
  fprintf (out, ",\"http\":%s,\"metrics\":%s}",
           function->http ? "true" : "false",
           function->metrics ? "true" : "false");
}

static void
put_model (FILE *out, const struct model *model)
{
  const struct model_service *service = &model->service;
  fprintf (out, "{\"sparta\":\"%s\",\"abi\":%d,\"dynamic\":%s",
           SPARTA_VERSION, SPARTA_ABI, service->constant ? "false" : "true");
  put_member (out, ",\"service\":{\"name\":", service->name);
  put_member (out, ",\"description\":", service->description);
  fputs ("},\"functions\":[", out);
  for (size_t i = 0; i < service->n_functions; i++)
    {
      if (i > 0)
        putc (',', out);
      put_function (out, &service->functions[i]);
    }
  put_member (out, "],\"unit\":", model->unit);
  put_member (out, ",\"compiler\":", model->compiler);
  put_member (out, ",\"target\":", model->target);
  put_member (out, ",\"entry\":", model->entry);
  putc ('}', out);
}

char *
manifest_text (const struct model *model)
{
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream (&text, &size);
  if (out == NULL)
    return NULL;
  put_model (out, model);
  if (fclose (out) == 0)
    return text;
  free (text);
  return NULL;
}

static void
put_word (char *to, uint32_t word, bool big_endian)
{
  for (int i = 0; i < 4; i++)
    to[i] = word >> 8 * (big_endian ? 3 - i : i);
}

char *
manifest_note (const char *text, bool big_endian, size_t *size,
               size_t *text_at)
{
  static const char name[] = SPARTA_NOTE_NAME;
  size_t text_size = (strlen (text) + 1 + 3) & ~(size_t) 3;
  *text_at = 12 + ((sizeof name + 3) & ~(size_t) 3);
  *size = *text_at + text_size;
  char *note = calloc (1, *size);
  if (note == NULL)
    return NULL;
  put_word (note, sizeof name, big_endian);
  put_word (note + 4, text_size, big_endian);
  put_word (note + 8, SPARTA_NOTE_MANIFEST, big_endian);
  memcpy (note + 12, name, sizeof name);
  memcpy (note + *text_at, text, strlen (text));
  return note;
}
