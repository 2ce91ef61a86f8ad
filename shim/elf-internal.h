/* elf-internal.h: what the files of the ELF reader share.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_ELF_INTERNAL_H
#define SHIM_ELF_INTERNAL_H

#include "elf-object.h"

/* Says in OBJECT->why what is wrong and returns -1.  */
int object_fail (struct object *object, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Turns ADDRESS into an offset in the file.  Returns how many bytes the file
   has from there to the end of the segment; 0 where there is none.  */
size_t object_locate (const struct object *object, GElf_Addr address,
                      size_t *offset);

/* SIZE bytes of the file at OFFSET as libelf's TYPE; NULL where the file ends
   before.  Lives as long as OBJECT->elf.  */
Elf_Data *object_chunk (const struct object *object, size_t offset,
                        size_t size, Elf_Type type);

/* The dynamic string at OFFSET; NULL where there is none.  */
const char *object_string (const struct object *object, size_t offset);

/* Addresses that the dynamic segment gives; 0: none.  */
struct object_tables
{
  GElf_Addr symbols, hash, gnu_hash, versym, verneed;
  size_t n_verneed;
};

int object_read_symbols (struct object *object,
                         const struct object_tables *tables);
int object_read_notes (struct object *object);

#endif /* SHIM_ELF_INTERNAL_H */
