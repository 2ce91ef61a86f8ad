/* elf-symbols.c: the dynamic symbols and the versions that they need.

   The loader never asks how many symbols there are, so no table says it for
   certain: the section headers do where they are left, DT_HASH does where the
   linker wrote one, and else the last chain of DT_GNU_HASH ends the table.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "elf-internal.h"

/* A symbol's version is an index of 15 bits; the bit above hides it.  */
#define VERSION_MASK 0x7fff
#define N_VERSIONS (VERSION_MASK + 1)

/* Reads word number INDEX of a table of 32-bit words; false past its end.  */
static bool
read_word (const struct object *object, GElf_Addr table, uint64_t index,
           uint32_t *word)
{
  size_t offset, room = object_locate (object, table, &offset);
  if (index >= room / sizeof *word)
    return false;
  memcpy (word, object->data + offset + index * sizeof *word, sizeof *word);
  return true;
}

static size_t
count_by_sections (const struct object *object)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  while ((section = elf_nextscn (object->elf, section)) != NULL)
    if (gelf_getshdr (section, &header) != NULL
        && header.sh_type == SHT_DYNSYM && header.sh_entsize > 0)
      return header.sh_size / header.sh_entsize;
  return 0;
}

static size_t
count_by_hash (const struct object *object, GElf_Addr hash)
{
  uint32_t n_chains;
  return hash != 0 && read_word (object, hash, 1, &n_chains) ? n_chains : 0;
}

/* Of the words: number of buckets, first symbol, number of 64-bit words of the
   filter, its shift; the filter; the buckets; the chains.  */
static size_t
count_by_gnu_hash (const struct object *object, GElf_Addr hash)
{
  uint32_t n_buckets, first, n_filter, last = 0, word;
  if (hash == 0 || !read_word (object, hash, 0, &n_buckets)
      || !read_word (object, hash, 1, &first)
      || !read_word (object, hash, 2, &n_filter))
    return 0;
  uint64_t buckets = 4 + 2 * (uint64_t) n_filter;
  for (uint32_t i = 0; i < n_buckets; i++)
    {
      if (!read_word (object, hash, buckets + i, &word))
        return 0;
      last = word > last ? word : last;
    }
  if (last < first)
    return first;
  uint64_t chains = buckets + n_buckets;
  while (read_word (object, hash, chains + last - first, &word)
         && (word & 1) == 0)
    last++;
  return (size_t) last + 1;
}

static size_t
count_symbols (const struct object *object, const struct object_tables *tables)
{
  size_t n = count_by_sections (object);
  if (n == 0)
    n = count_by_hash (object, tables->hash);
  if (n == 0)
    n = count_by_gnu_hash (object, tables->gnu_hash);
  return n;
}

/* Counts, and where INDEX is not NULL records, the versions of one file.
   POSITION is that of its first auxiliary entry.  */
static int
read_file_versions (struct object *object, Elf_Data *data, size_t position,
                    const GElf_Verneed *file, struct object_version **index)
{
  GElf_Vernaux entry;
  for (unsigned i = 0; i < file->vn_cnt; i++)
    {
      if (object->n_versions >= N_VERSIONS || position > data->d_size
          || gelf_getvernaux (data, position, &entry) == NULL)
        return object_fail (object, "is a broken ELF file: its version table "
                                    "has no end");
      struct object_version *version
        = &object->versions[object->n_versions++];
      version->file = object_string (object, file->vn_file);
      version->name = object_string (object, entry.vna_name);
      version->weak = (entry.vna_flags & VER_FLG_WEAK) != 0;
      if (version->file == NULL || version->name == NULL)
        return object_fail (object, "is a broken ELF file: the name of a "
                                    "version lies outside of it");
      index[entry.vna_other & VERSION_MASK] = version;
      if (entry.vna_next == 0)
        break;
      position += entry.vna_next;
    }
  return 0;
}

/* Reads the needed versions into OBJECT and, by their number, into INDEX.  */
static int
read_versions (struct object *object, const struct object_tables *tables,
               struct object_version **index)
{
  size_t offset, room = object_locate (object, tables->verneed, &offset);
  if (tables->verneed == 0 || room == 0)
    return 0;
  Elf_Data *data = object_chunk (object, offset, room, ELF_T_VNEED);
  if (data == NULL)
    return object_fail (object, "is truncated: its version table is cut");
  object->versions = cli_calloc (N_VERSIONS, sizeof *object->versions);
  GElf_Verneed file;
  size_t position = 0;
  for (size_t i = 0; i < tables->n_verneed; i++)
    {
      if (position > data->d_size
          || gelf_getverneed (data, position, &file) == NULL)
        return object_fail (object, "is truncated: its version table is cut");
      if (read_file_versions (object, data, position + file.vn_aux, &file,
                              index) != 0)
        return -1;
      if (file.vn_next == 0)
        break;
      position += file.vn_next;
    }
  return 0;
}

/* The number of symbol I's version; 0 and 1 are none.  */
static unsigned
read_version_number (const struct object *object, GElf_Addr versym, size_t i)
{
  uint16_t number;
  size_t offset, room = object_locate (object, versym, &offset);
  if (versym == 0 || i >= room / sizeof number)
    return 0;
  memcpy (&number, object->data + offset + i * sizeof number, sizeof number);
  return number & VERSION_MASK;
}

/* Whether a host's dlsym could find it, or the loader must.  */
static bool
global_p (const GElf_Sym *symbol)
{
  unsigned binding = GELF_ST_BIND (symbol->st_info);
  unsigned visibility = GELF_ST_VISIBILITY (symbol->st_other);
  return binding != STB_LOCAL && visibility != STV_HIDDEN
         && visibility != STV_INTERNAL;
}

static int
read_table (struct object *object, const struct object_tables *tables,
            struct object_version **index)
{
  size_t offset, room = object_locate (object, tables->symbols, &offset);
  size_t entry = gelf_fsize (object->elf, ELF_T_SYM, 1, EV_CURRENT);
  size_t n = count_symbols (object, tables);
  if (n == 0)
    return 0;
  if (entry == 0 || n > room / entry)
    return object_fail (object, "is a broken ELF file: its dynamic symbols "
                                "lie outside of it");
  Elf_Data *data = object_chunk (object, offset, n * entry, ELF_T_SYM);
  if (data == NULL)
    return object_fail (object, "is truncated: its dynamic symbols are cut");
  object->symbols = cli_calloc (n, sizeof *object->symbols);
  for (size_t i = 1; i < n; i++)
    {
      GElf_Sym raw;
      if (gelf_getsym (data, i, &raw) == NULL || !global_p (&raw))
        continue;
      struct object_symbol *symbol = &object->symbols[object->n_symbols];
      symbol->name = object_string (object, raw.st_name);
      if (symbol->name == NULL)
        return object_fail (object, "is a broken ELF file: the name of "
                                    "symbol %zu lies outside of it", i);
      struct object_version *version
        = index[read_version_number (object, tables->versym, i)];
      if (version != NULL)
        version->used = true;
      symbol->version = version;
      symbol->defined = raw.st_shndx != SHN_UNDEF;
      symbol->weak = GELF_ST_BIND (raw.st_info) == STB_WEAK;
      object->n_symbols++;
    }
  return 0;
}

const struct object_symbol *
object_symbol_find (const struct object *object, const char *name,
                    bool defined)
{
  for (size_t i = 0; i < object->n_symbols; i++)
    if (object->symbols[i].defined == defined
        && strcmp (object->symbols[i].name, name) == 0)
      return &object->symbols[i];
  return NULL;
}

int
object_read_symbols (struct object *object, const struct object_tables *tables)
{
  struct object_version **index = cli_calloc (N_VERSIONS, sizeof *index);
  int result = read_versions (object, tables, index);
  if (result == 0 && tables->symbols != 0)
    result = read_table (object, tables, index);
  free (index);
  return result;
}
