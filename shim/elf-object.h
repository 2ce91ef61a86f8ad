/* elf-object.h: an ELF file as a host's dynamic loader sees it.

   Read through the dynamic segment, as the loader reads it, so that a file
   without section headers tells as much.  The file may be truncated or made
   by an enemy: every offset is checked, and what is wrong is said.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_ELF_OBJECT_H
#define SHIM_ELF_OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>

/* A version of another library that this one needs.  */
struct object_version
{
  const char *file;             /* "libc.so.6" */
  const char *name;             /* "GLIBC_2.34" */
  bool weak;                    /* the loader lives without it */
  bool used;                    /* a symbol names it */
};

/* A global symbol of the dynamic table.  */
struct object_symbol
{
  const char *name;
  const struct object_version *version; /* NULL: none needed */
  bool defined;                         /* exported, else wanted */
  bool weak;
};

struct object
{
  Elf *elf;
  char *data;                   /* the file; all strings point into it */
  size_t size;

  const char *architecture;     /* "x86_64", "arm64"; NULL: another */
  unsigned machine;             /* EM_... */
  unsigned type;                /* ET_... */
  bool executable;              /* made to be started */

  const char *soname, *rpath, *runpath; /* NULL: none */
  const char **needed;
  size_t n_needed;
  struct object_symbol *symbols;
  size_t n_symbols;
  struct object_version *versions;
  size_t n_versions;
  char **manifests;             /* of the notes named Sparta */
  size_t n_manifests;
  bool app;                     /* libsparta-app is in it: it has the mark */
  const unsigned char *build_id;        /* NULL: none */
  size_t build_id_size;

  char why[160];                /* what is wrong, after a failure */

  /* The reader's own.  */
  GElf_Phdr *segments;
  size_t n_segments;
  size_t strings, strings_size; /* offset of the dynamic string table */
};

/* Whether DATA begins as an ELF file does.  */
bool object_p (const char *data, size_t size);

/* Fills OBJECT from DATA, which becomes OBJECT's.  Returns 0, or -1 and says
   in OBJECT->why what is wrong ("is no ELF file").  Free it in either
   case.  */
int object_read (struct object *object, char *data, size_t size);

/* Likewise, from the file PATH.  */
int object_open (struct object *object, const char *path);

void object_free (struct object *object);

/* The symbol NAME among the exported, or else among the wanted ones; NULL
   where there is none.  */
const struct object_symbol *object_symbol_find (const struct object *object,
                                                const char *name,
                                                bool defined);

/* OBJECT's architecture in words, for messages.  The caller's to free.  */
char *object_architecture_text (const struct object *object);

#endif /* SHIM_ELF_OBJECT_H */
