/* json-scan.c: the way through a JSON text, 64 bytes a step.

   Each block becomes masks: where the quotes are that no backslash escapes,
   what is between them, and so which brackets count.  The masks, and how runs
   of backslashes are told odd from even, are those of Langdale and Lemire,
   "Parsing Gigabytes of JSON per Second" (VLDB Journal 28, 2019).  What is
   left of less than a block, and everything where there are no blocks, is
   looked at byte by byte.

   SPDX-License-Identifier: MIT  */

#include "json-scan.h"

#include "json-block.h"

#define BLOCK 64

const bool spartap_scan_delimiters[256] = {
  [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['"'] = true,
  [','] = true, [':'] = true, ['['] = true, [']'] = true, ['{'] = true,
  ['}'] = true,
};

/* Where a scan stands.  */
struct scan
{
  const char *p, *end;
  size_t depth;                 /* of brackets that are open */
  uint64_t inside;              /* of a string: all ones; else 0 */
  uint64_t escaped;             /* whether the next byte is: 1; else 0 */
};

static const char *
string_by_bytes (struct scan *scan)
{
  for (const char *p = scan->p; p < scan->end; p++)
    if (scan->escaped)
      scan->escaped = 0;
    else if (*p == '\\')
      scan->escaped = 1;
    else if (*p == '"')
      return p;
  return NULL;
}

/* As with blocks, a backslash escapes a quote only, in a string or not.  */
static const char *
container_by_bytes (struct scan *scan)
{
  for (const char *p = scan->p; p < scan->end; p++)
    {
      bool escaped = scan->escaped;
      scan->escaped = *p == '\\' && !escaped;
      if (*p == '"' && !escaped)
        scan->inside = ~scan->inside;
      else if (scan->inside)
        continue;
      else if (*p == '{' || *p == '[')
        scan->depth++;
      else if ((*p == '}' || *p == ']') && --scan->depth == 0)
        return p + 1;
    }
  return NULL;
}

#ifdef SPARTAP_BLOCKS

# define EVEN 0x5555555555555555u

/* Which bytes are behind an odd number of BACKSLASHES.  A run's first bit,
   added to the run, carries to the bit behind it; that is at an odd distance
   where the parities of both places differ.  *BEFORE: whether a run that is
   odd so far ended the block before.  */
static inline uint64_t
escaped_by (uint64_t backslashes, uint64_t *before)
{
  if ((backslashes | *before) == 0)
    return 0;
  uint64_t first = backslashes & ~(backslashes << 1);
  uint64_t even = first & (EVEN ^ *before);
  uint64_t odd = first & ~(EVEN ^ *before);
  unsigned long long behind_odd;
  uint64_t behind_even = backslashes + even;
  bool carry = __builtin_uaddll_overflow (backslashes, odd, &behind_odd);
  behind_odd |= *before;
  *before = carry;
  return (behind_even & ~backslashes & ~EVEN)
         | (behind_odd & ~backslashes & EVEN);
}

/* The place of the bracket of CLOSING that closes the outermost of DEPTH;
   BLOCK: none of this block.  */
TARGET static inline int
outermost (uint64_t opening, uint64_t closing, size_t depth)
{
  for (; closing != 0; closing &= closing - 1)
    {
      uint64_t below = closing ^ (closing - 1);
      if (depth + __builtin_popcountll (opening & below) == 1)
        return __builtin_ctzll (closing);
      depth--;
    }
  return BLOCK;
}

TARGET static const char *
string_by_blocks (struct scan *scan)
{
  for (; scan->end - scan->p >= BLOCK; scan->p += BLOCK)
    {
      struct spartap_block_masks masks = masks_of (scan->p);
      uint64_t quotes
        = masks.quotes & ~escaped_by (masks.backslashes, &scan->escaped);
      if (quotes != 0)
        return scan->p + __builtin_ctzll (quotes);
    }
  return string_by_bytes (scan);
}

TARGET static const char *
container_by_blocks (struct scan *given)
{
  struct scan scan = *given;
  for (; scan.end - scan.p >= BLOCK; scan.p += BLOCK)
    {
      struct spartap_block_masks masks = masks_of (scan.p);
      uint64_t quotes
        = masks.quotes & ~escaped_by (masks.backslashes, &scan.escaped);
      uint64_t inside = parity (quotes) ^ scan.inside;
      scan.inside = -(inside >> 63);
      uint64_t opening = masks.opening & ~inside;
      uint64_t closing = masks.closing & ~inside;
      size_t n_closing = __builtin_popcountll (closing);
      if (n_closing >= scan.depth)
        {
          int place = outermost (opening, closing, scan.depth);
          if (place < BLOCK)
            return scan.p + place + 1;
        }
      scan.depth += __builtin_popcountll (opening) - n_closing;
    }
  return container_by_bytes (&scan);
}

#endif /* SPARTAP_BLOCKS */

const char *
spartap_scan_string_plainly (const char *p, const char *end)
{
  return string_by_bytes (&(struct scan) { .p = p, .end = end });
}

const char *
spartap_scan_container_plainly (const char *p, const char *end)
{
  return container_by_bytes (&(struct scan) { .p = p, .end = end,
                                              .depth = 1 });
}

const char *
spartap_scan_string (const char *p, const char *end)
{
#ifdef SPARTAP_BLOCKS
  if (end - p >= BLOCK && spartap_block_p ())
    return string_by_blocks (&(struct scan) { .p = p, .end = end });
#endif
  return spartap_scan_string_plainly (p, end);
}

const char *
spartap_scan_container (const char *p, const char *end)
{
#ifdef SPARTAP_BLOCKS
  if (end - p >= BLOCK && spartap_block_p ())
    return container_by_blocks (&(struct scan) { .p = p, .end = end,
                                                 .depth = 1 });
#endif
  return spartap_scan_container_plainly (p, end);
}
