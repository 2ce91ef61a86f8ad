/* elf-object.c: the headers and the dynamic segment; see elf-object.h.

   libelf checks what it hands out against the size of the file, and
   object_chunk is the only way by which this reader asks for it.  The symbols
   are read in elf-symbols.c, the notes in elf-notes.c.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "elf-internal.h"
#include "file.h"

int
object_fail (struct object *object, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  vsnprintf (object->why, sizeof object->why, format, arguments);
  va_end (arguments);
  return -1;
}

size_t
object_locate (const struct object *object, GElf_Addr address, size_t *offset)
{
  for (size_t i = 0; i < object->n_segments; i++)
    {
      const GElf_Phdr *s = &object->segments[i];
      if (s->p_type != PT_LOAD || address < s->p_vaddr
          || address - s->p_vaddr >= s->p_filesz)
        continue;
      *offset = s->p_offset + (address - s->p_vaddr);
      return s->p_filesz - (address - s->p_vaddr);
    }
  return 0;
}

Elf_Data *
object_chunk (const struct object *object, size_t offset, size_t size,
              Elf_Type type)
{
  if (offset > object->size || size > object->size - offset)
    return NULL;
  return elf_getdata_rawchunk (object->elf, offset, size, type);
}

const char *
object_string (const struct object *object, size_t offset)
{
  if (offset >= object->strings_size)
    return NULL;
  const char *string = object->data + object->strings + offset;
  if (memchr (string, 0, object->strings_size - offset) == NULL)
    return NULL;
  return string;
}

/* Lambda's name of the machine.  */
static const char *
architecture (const GElf_Ehdr *header)
{
  if (header->e_ident[EI_CLASS] != ELFCLASS64)
    return NULL;
  switch (header->e_machine)
    {
    case EM_X86_64:
      return "x86_64";
    case EM_AARCH64:
      return "arm64";
    }
  return NULL;
}

/* Reads the program headers, of which the ELF header counts WANTED.  */
static int
read_segments (struct object *object, size_t wanted)
{
  size_t n;
  if (elf_getphdrnum (object->elf, &n) != 0)
    return object_fail (object, "is a broken ELF file: %s", elf_errmsg (-1));
  if (n < wanted)
    return object_fail (object, "is truncated: its program headers are cut");
  object->segments = cli_calloc (n, sizeof *object->segments);
  for (size_t i = 0; i < n; i++)
    {
      GElf_Phdr *s = &object->segments[i];
      if (gelf_getphdr (object->elf, i, s) == NULL)
        return object_fail (object, "is a broken ELF file: %s",
                            elf_errmsg (-1));
      object->n_segments = i + 1;
      if (s->p_type != PT_NULL && s->p_filesz > 0
          && (s->p_offset > object->size
              || s->p_filesz > object->size - s->p_offset))
        return object_fail (object, "is truncated: segment %zu reaches past "
                                    "the end of the file (%zu bytes)",
                            i, object->size);
    }
  return 0;
}

static int
read_header (struct object *object)
{
  GElf_Ehdr header;
  if (gelf_getehdr (object->elf, &header) == NULL)
    return object_fail (object, "is a broken ELF file: %s", elf_errmsg (-1));
  if (header.e_ident[EI_DATA] != ELFDATA2LSB)
    return object_fail (object, "is for a big-endian machine; Lambda has "
                                "x86_64 and arm64");
  object->architecture = architecture (&header);
  object->machine = header.e_machine;
  object->type = header.e_type;
  object->executable = header.e_type == ET_EXEC;
  /* From 65535 on the number stands in a section header.  */
  return read_segments (object,
                        header.e_phnum != PN_XNUM ? header.e_phnum : 0);
}

/* The entries of PT_DYNAMIC, and how many stand before DT_NULL.  */
static Elf_Data *
find_dynamic (struct object *object, size_t *n)
{
  for (size_t i = 0; i < object->n_segments; i++)
    {
      const GElf_Phdr *s = &object->segments[i];
      if (s->p_type != PT_DYNAMIC)
        continue;
      Elf_Data *data
        = object_chunk (object, s->p_offset, s->p_filesz, ELF_T_DYN);
      size_t entry = gelf_fsize (object->elf, ELF_T_DYN, 1, EV_CURRENT);
      *n = data != NULL && entry > 0 ? data->d_size / entry : 0;
      return data;
    }
  return NULL;
}

/* Finds the string table, ahead of all that points into it.  */
static int
read_string_table (struct object *object, Elf_Data *dynamic, size_t n)
{
  GElf_Addr address = 0;
  size_t size = 0;
  GElf_Dyn entry;
  for (size_t i = 0; i < n && gelf_getdyn (dynamic, i, &entry) != NULL
                     && entry.d_tag != DT_NULL;
       i++)
    if (entry.d_tag == DT_STRTAB)
      address = entry.d_un.d_ptr;
    else if (entry.d_tag == DT_STRSZ)
      size = entry.d_un.d_val;
  size_t room = object_locate (object, address, &object->strings);
  if (room == 0 || size > room)
    return object_fail (object, "is a broken ELF file: its dynamic string "
                                "table lies outside of it");
  object->strings_size = size;
  return 0;
}

/* Sets *STRING to the dynamic string at OFFSET.  */
static int
read_string (struct object *object, size_t offset, const char **string)
{
  *string = object_string (object, offset);
  if (*string == NULL)
    return object_fail (object, "is a broken ELF file: a name of its dynamic "
                                "segment lies outside of it");
  return 0;
}

static int
read_entry (struct object *object, const GElf_Dyn *entry,
            struct object_tables *tables)
{
  size_t value = entry->d_un.d_val;
  switch (entry->d_tag)
    {
    case DT_NEEDED:
      object->needed = cli_grow (object->needed, object->n_needed,
                                 sizeof *object->needed);
      return read_string (object, value, &object->needed[object->n_needed++]);
    case DT_SONAME:
      return read_string (object, value, &object->soname);
    case DT_RPATH:
      return read_string (object, value, &object->rpath);
    case DT_RUNPATH:
      return read_string (object, value, &object->runpath);
    case DT_FLAGS_1:
      object->executable |= (value & DF_1_PIE) != 0;
      break;
    case DT_SYMTAB:
      tables->symbols = value;
      break;
    case DT_HASH:
      tables->hash = value;
      break;
    case DT_GNU_HASH:
      tables->gnu_hash = value;
      break;
    case DT_VERSYM:
      tables->versym = value;
      break;
    case DT_VERNEED:
      tables->verneed = value;
      break;
    case DT_VERNEEDNUM:
      tables->n_verneed = value;
      break;
    }
  return 0;
}

static int
read_dynamic (struct object *object)
{
  size_t n = 0;
  Elf_Data *dynamic = find_dynamic (object, &n);
  if (dynamic == NULL || n == 0)
    return 0;
  if (read_string_table (object, dynamic, n) != 0)
    return -1;
  struct object_tables tables = { 0 };
  GElf_Dyn entry;
  for (size_t i = 0; i < n && gelf_getdyn (dynamic, i, &entry) != NULL
                     && entry.d_tag != DT_NULL;
       i++)
    if (read_entry (object, &entry, &tables) != 0)
      return -1;
  return object_read_symbols (object, &tables);
}

bool
object_p (const char *data, size_t size)
{
  return size >= SELFMAG && memcmp (data, ELFMAG, SELFMAG) == 0;
}

int
object_read (struct object *object, char *data, size_t size)
{
  memset (object, 0, sizeof *object);
  object->data = data;
  object->size = size;
  if (!object_p (data, size))
    return object_fail (object, "is no ELF file");
  if (elf_version (EV_CURRENT) == EV_NONE
      || (object->elf = elf_memory (data, size)) == NULL
      || elf_kind (object->elf) != ELF_K_ELF)
    return object_fail (object, "is a broken ELF file: %s", elf_errmsg (-1));
  if (read_header (object) != 0 || read_dynamic (object) != 0)
    return -1;
  return object_read_notes (object);
}

int
object_open (struct object *object, const char *path)
{
  char *data;
  size_t size;
  const char *why = file_read (path, &data, &size);
  if (why == NULL)
    return object_read (object, data, size);
  memset (object, 0, sizeof *object);
  return object_fail (object, "%s", why);
}

void
object_free (struct object *object)
{
  elf_end (object->elf);
  for (size_t i = 0; i < object->n_manifests; i++)
    free (object->manifests[i]);
  free (object->manifests);
  free (object->needed);
  free (object->symbols);
  free (object->versions);
  free (object->segments);
  free (object->data);
  memset (object, 0, sizeof *object);
}

char *
object_architecture_text (const struct object *object)
{
  if (object->architecture != NULL)
    return cli_asprintf ("%s", object->architecture);
  return cli_asprintf ("ELF machine %u", object->machine);
}
