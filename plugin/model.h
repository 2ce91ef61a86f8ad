/* model.h: a translation unit as the plugin sees it, without a compiler.

   read-unit.cc and read-table.cc fill it in from GCC's trees; rules.c judges
   it; manifest.c writes it down; transform.cc and inject.cc act on it.  Unit
   tests fill it in by hand.

   Strings belong to whoever made the model (GCC's live as long as the
   compilation).  A place is GCC's location_t, opaque here; 0 is unknown.  It
   has 32 bits before GCC 15, and 64 since.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_MODEL_H
#define SPARTA_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t model_place;

/* A row of the service's table.  */
struct model_function
{
  const char *name;             /* NULL: the row has none */
  const char *handler;          /* its symbol; NULL: a null pointer */
  const char *file;             /* of the handler, relative; or NULL */
  int line;
  const char *description;      /* NULL: none */
  long memory_mb, timeout_s;    /* 0: not given */
  bool http, metrics;
  model_place place;            /* the row, or what is nearest to it */
  model_place handler_place;    /* 0: not known */
};

struct model_service
{
  bool constant;                /* else it is made at run time: all else 0 */
  const char *name;             /* NULL: a null pointer */
  const char *description;
  struct model_function *functions;
  size_t n_functions;
  bool rows_missing;            /* the table is shorter than was said */
  model_place place;
};

/* What a function is to the entry: the entry NAME itself, which takes main's
   arguments and the service, or its sister NAME_ex, which takes hooks too.  */
enum model_entry
{
  ENTRY_NONE,
  ENTRY_PLAIN,
  ENTRY_HOOKS
};

/* A use of the entry.  */
struct model_call
{
  const char *name;             /* of the two */
  model_place place;
  bool direct;                  /* a call; else its address is taken */
};

/* A symbol of the user's that is named like one of ours.  */
struct model_clash
{
  const char *name;
  model_place place;
};

struct model
{
  const char *entry;            /* the one that is called, or asked for */
  bool hooks;                   /* it is the sister */
  const char *unit;             /* the source's name, without folder */
  const char *compiler;         /* "gcc 12.2.0" */
  const char *target;           /* "x86_64-linux-gnu" */
  bool has_main;
  model_place main_place;
  const char *main_result;      /* main's type, in C: "int" */
  const char *main_parameters[3];       /* "int", "char * *", .. */
  size_t n_main_parameters;
  bool main_noexcept;           /* C++ says so */
  bool main_aliased;            /* main is its symbol, not its name */
  struct model_call *calls;
  size_t n_calls;
  struct model_clash *clashes;
  size_t n_clashes;
  struct model_service service;
};

/* What the function NAME is to ENTRY.  */
enum model_entry model_entry_of (const char *name, const char *entry);

/* The parts of the runtime that a library has only where its table asks for
   them, by the names of their symbols; whether MODEL's table needs the Ith: a
   row of it asks, or it is not known.  */
#define MODEL_PARTS 2
extern const char *const model_parts[MODEL_PARTS];
bool model_part_p (const struct model *, size_t i);

/* ARRAY, of N members of SIZE bytes, with room for one more, zeroed.  Every
   growth of ARRAY is by this function.  Never NULL.  */
void *model_grow (void *array, size_t n, size_t size);

/* Each appends a zeroed member and returns it; never NULL: out of memory ends
   the compilation, as it does in GCC.  */
struct model_call *model_add_call (struct model *);
struct model_clash *model_add_clash (struct model *);
struct model_function *model_add_function (struct model_service *);

/* Frees what the three allocated.  */
void model_free (struct model *);

#endif /* SPARTA_MODEL_H */
