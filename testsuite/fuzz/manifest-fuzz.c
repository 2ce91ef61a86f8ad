/* manifest-fuzz.c: any bytes as the library that `sparta describe' and
   `sparta zip' are given: the reader of ELF files, of notes and of manifests,
   and what strips a library.  Bytes that are no ELF file are a manifest.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "elf-object.h"
#include "manifest.h"
#include "strip.h"

int LLVMFuzzerTestOneInput (const uint8_t *, size_t);

static const struct option options[] = { CLI_OPTIONS };
static const struct cli_verb verb = { "fuzz", "", ":", options };

/* Reads and prints TEXT.  */
static void
try_manifest (const char *text)
{
  json_t *manifest = manifest_read ("fuzz", text);
  if (manifest == NULL)
    return;
  manifest_print (manifest);
  manifest_print_names (manifest);
  json_decref (manifest);
}

/* Whether a loader maps the same bytes of ONE and of TWO, but for the ELF
   header, which tells where the section headers are.  */
static bool
same_segments_p (const struct object *one, const struct object *two)
{
  if (one->n_segments != two->n_segments)
    return false;
  for (size_t i = 0; i < one->n_segments; i++)
    {
      const GElf_Phdr *s = &one->segments[i];
      size_t start = s->p_offset, end = start + s->p_filesz;
      if (memcmp (s, &two->segments[i], sizeof *s) != 0)
        return false;
      if (start < sizeof (Elf64_Ehdr))
        start = sizeof (Elf64_Ehdr);
      if (s->p_type != PT_NULL && start < end
          && memcmp (one->data + start, two->data + start, end - start) != 0)
        return false;
    }
  return true;
}

/* Strips OBJECT; what comes of it must be as good.  */
static void
try_strip (const struct object *object)
{
  static const char lines[] = "some lines";
  const struct strip_section section = { ".sparta.lines", lines, 10 };
  char *data;
  size_t size;
  struct object again;
  if (strip_object (object, &section, &data, &size) != NULL || data == NULL)
    return;
  if (object_read (&again, data, size) != 0
      || !same_segments_p (object, &again)
      || again.n_symbols != object->n_symbols
      || again.n_needed != object->n_needed)
    abort ();
  object_free (&again);
}

static void
try_object (const uint8_t *data, size_t size)
{
  struct object object;
  char *copy = malloc (size + 1);
  if (copy == NULL)
    return;
  memcpy (copy, data, size);
  copy[size] = 0;
  if (object_read (&object, copy, size) == 0)
    {
      for (size_t i = 0; i < object.n_manifests; i++)
        try_manifest (object.manifests[i]);
      object_symbol_find (&object, "LambdaInit", true);
      free (object_architecture_text (&object));
      try_strip (&object);
    }
  object_free (&object);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FILE *null = fopen ("/dev/null", "w"), *out = stdout, *err = stderr;
  if (null == NULL)
    abort ();
  stdout = stderr = null;
  cli_start (&verb);
  if (object_p ((const char *) data, size))
    try_object (data, size);
  else
    {
      char *text = strndup ((const char *) data, size);
      if (text != NULL)
        try_manifest (text);
      free (text);
    }
  stdout = out;
  stderr = err;
  fclose (null);
  return 0;
}
