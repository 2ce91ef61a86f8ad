/* line-order.c: facts of code, put in order; see line-facts.h.

   Compilers nest what they inline, and give each address once.  Where a file
   does not, the later one gives way.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "line-facts.h"

/* The files of the runtime, as Makefile.am has them named.  */
#define RUNTIME "libsparta/"

/* The prefix of its public functions.  */
#define PUBLIC "sparta_"

/* What stands between two functions and is shorter is padding.  */
#define PADDING_MAX 32

/* The innermost contexts of all addresses, while they are found.  */
struct sweep
{
  const struct line_facts *facts;
  struct line_span *spans;      /* the result, sorted */
  size_t n_spans;
  struct line_span *open;       /* the contexts around POSITION */
  size_t n_open;
  GElf_Addr position;           /* all ahead of it is done */
};

/* What is left ahead of ADDRESS belongs to the innermost context.  */
static void
advance (struct sweep *sweep, GElf_Addr address)
{
  if (sweep->n_open > 0 && address > sweep->position)
    {
      sweep->spans
        = cli_grow (sweep->spans, sweep->n_spans, sizeof *sweep->spans);
      sweep->spans[sweep->n_spans++]
        = (struct line_span) { sweep->position, address,
                               sweep->open[sweep->n_open - 1].context };
    }
  if (address > sweep->position)
    sweep->position = address;
}

/* Closes the contexts that end at ADDRESS or ahead of it.  */
static void
close_until (struct sweep *sweep, GElf_Addr address)
{
  while (sweep->n_open > 0
         && sweep->open[sweep->n_open - 1].high <= address)
    {
      advance (sweep, sweep->open[sweep->n_open - 1].high);
      sweep->n_open--;
    }
}

/* Opens SPAN's context, unless its parent is not around.  */
static void
open_span (struct sweep *sweep, struct line_span span)
{
  const struct line_context *contexts = sweep->facts->contexts;
  const struct line_context *own = &contexts[span.context];
  close_until (sweep, span.low);
  if (own->depth > sweep->n_open
      || (own->depth == 0 && sweep->n_open > 0)
      || (own->depth > 0
          && sweep->open[own->depth - 1].context != own->parent))
    return;
  advance (sweep, span.low);
  sweep->n_open = own->depth;
  if (own->depth > 0 && span.high > sweep->open[own->depth - 1].high)
    span.high = sweep->open[own->depth - 1].high;
  sweep->open = cli_grow (sweep->open, sweep->n_open, sizeof *sweep->open);
  sweep->open[sweep->n_open++] = span;
}

/* Makes FACTS' spans disjoint and innermost.  */
static void
flatten_spans (struct line_facts *facts)
{
  struct sweep sweep = { .facts = facts };
  if (facts->n_spans > 0)
    qsort (facts->spans, facts->n_spans, sizeof *facts->spans,
           line_compare_spans);
  for (size_t i = 0; i < facts->n_spans; i++)
    open_span (&sweep, facts->spans[i]);
  close_until (&sweep, ~(GElf_Addr) 0);
  free (sweep.open);
  free (facts->spans);
  facts->spans = sweep.spans;
  facts->n_spans = sweep.n_spans;
}

/* By address, then by the number that the unit's order gives.  */
static int
compare_runs (const void *a, const void *b)
{
  const struct line_run *one = a, *two = b;
  if (one->low != two->low)
    return one->low < two->low ? -1 : 1;
  if (one->high != two->high)
    return one->high < two->high ? -1 : 1;
  if (one->file != two->file)
    return one->file < two->file ? -1 : 1;
  return one->line < two->line ? -1 : one->line > two->line;
}

/* Makes FACTS' runs disjoint.  */
static void
flatten_runs (struct line_facts *facts)
{
  size_t n = 0;
  if (facts->n_runs > 0)
    qsort (facts->runs, facts->n_runs, sizeof *facts->runs, compare_runs);
  for (size_t i = 0; i < facts->n_runs; i++)
    {
      struct line_run run = facts->runs[i];
      if (n > 0 && run.low < facts->runs[n - 1].high)
        run.low = facts->runs[n - 1].high;
      if (run.low < run.high)
        facts->runs[n++] = run;
    }
  facts->n_runs = n;
}

/* The pieces, while they are made.  */
struct pieces
{
  struct line_piece *list;
  size_t n;
};

static bool
alike_p (const struct line_piece *one, const struct line_piece *two)
{
  return one->context == two->context && one->file == two->file
         && one->line == two->line;
}

/* Adds PIECE, which begins where the last one ends; takes back what was
   padding.  */
static void
add_piece (struct pieces *pieces, const struct line_piece *piece)
{
  struct line_piece *last = pieces->n > 0 ? &pieces->list[pieces->n - 1]
                                          : NULL;
  if (pieces->n > 1 && last->context == 0 && last[-1].context != 0
      && piece->context != 0 && piece->address - last->address < PADDING_MAX)
    {
      last->address = piece->address;
      pieces->n--;
      last = &pieces->list[pieces->n - 1];
    }
  if (last != NULL && alike_p (last, piece))
    return;
  pieces->list = cli_grow (pieces->list, pieces->n, sizeof *pieces->list);
  pieces->list[pieces->n++] = *piece;
}

static bool
runtime_p (const struct line_facts *facts, size_t file)
{
  return file != 0
         && strncmp (facts->strings.strings[file], RUNTIME, strlen (RUNTIME))
              == 0;
}

/* Leaves of code of the runtime the names of what an application calls.  Each
   package has it, it is larger than most programs, and the rest is of use to
   those only who have the unstripped library.  */
static void
forget_runtime (const struct line_facts *facts, struct line_piece *piece)
{
  const struct line_context *contexts = facts->contexts;
  bool forget = runtime_p (facts, piece->file);
  while (piece->context != 0
         && runtime_p (facts, contexts[piece->context].file))
    {
      piece->context = contexts[piece->context].parent;
      forget = true;
    }
  if (!forget)
    return;
  size_t name = contexts[piece->context].name;
  if (name == 0
      || strncmp (facts->strings.strings[name], PUBLIC, strlen (PUBLIC)) != 0)
    piece->context = 0;
  piece->file = piece->line = 0;
}

/* Lowers *NEXT to the edge of LOW and HIGH that is next behind ADDRESS;
   whether ADDRESS is between the two.  */
static bool
step (GElf_Addr address, GElf_Addr low, GElf_Addr high, GElf_Addr *next)
{
  GElf_Addr edge = address < low ? low : high;
  if (edge < *next)
    *next = edge;
  return address >= low;
}

/* Adds the piece of FACTS at ADDRESS, in or ahead of SPAN and RUN, of which
   one may be NULL; where it ends.  */
static GElf_Addr
join (const struct line_facts *facts, struct pieces *pieces, GElf_Addr address,
      const struct line_span *span, const struct line_run *run)
{
  GElf_Addr next = ~(GElf_Addr) 0;
  struct line_piece piece = { .address = address };
  if (span != NULL && step (address, span->low, span->high, &next))
    piece.context = span->context;
  if (run != NULL && step (address, run->low, run->high, &next))
    {
      piece.file = run->file;
      piece.line = run->line;
    }
  forget_runtime (facts, &piece);
  add_piece (pieces, &piece);
  return next;
}

struct line_piece *
line_order (struct line_facts *facts, size_t *n)
{
  struct pieces pieces = { 0 };
  flatten_spans (facts);
  flatten_runs (facts);
  const struct line_span *span = facts->spans, *spans_end
    = facts->n_spans > 0 ? span + facts->n_spans : span;
  const struct line_run *run = facts->runs, *runs_end
    = facts->n_runs > 0 ? run + facts->n_runs : run;
  GElf_Addr address = span != spans_end ? span->low : ~(GElf_Addr) 0;
  if (run != runs_end && run->low < address)
    address = run->low;
  while (span != spans_end || run != runs_end)
    {
      address = join (facts, &pieces, address,
                      span != spans_end ? span : NULL,
                      run != runs_end ? run : NULL);
      while (span != spans_end && span->high <= address)
        span++;
      while (run != runs_end && run->high <= address)
        run++;
    }
  if (pieces.n > 0)
    add_piece (&pieces, &(struct line_piece) { .address = address });
  *n = pieces.n;
  return pieces.list;
}
