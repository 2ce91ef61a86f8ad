/* json-text.c: text to JSON strings.  Two passes: the first measures, so that
   the second writes without looking at the room, and so that a whole body can
   be quoted in its own memory.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "json-text.h"

#include <stdint.h>
#include <string.h>

#include "utf8.h"

/* Whether BYTE goes into a JSON string as it is, being ASCII.  */
static bool
plain_p (unsigned char byte)
{
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

bool
spartap_utf8_p (const char *text, size_t size)
{
  const unsigned char *p = (const unsigned char *) text;
  for (size_t i = 0, n; i < size; i += n)
    {
      /* Eight characters of ASCII at once.  */
      uint64_t eight;
      for (; size - i >= 8; i += 8)
        {
          memcpy (&eight, p + i, 8);
          if ((eight & UINT64_C (0x8080808080808080)) != 0)
            break;
        }
      if (i == size)
        return true;
      n = spartap_utf8_size (p + i, size - i);
      if (n == 0)
        return false;
    }
  return true;
}

/* The letter of the short escape of BYTE; 0: it has none.  */
static char
escape_letter (unsigned char byte)
{
  switch (byte)
    {
    case '"': case '\\': return byte;
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

/* Writes the escape of BYTE at TO and returns its size.  */
static size_t
escape (char *to, unsigned char byte)
{
  static const char digits[] = "0123456789abcdef";
  char letter = escape_letter (byte);
  if (letter != 0)
    {
      to[0] = '\\';
      to[1] = letter;
      return 2;
    }
  memcpy (to, "\\u00", 4);
  to[4] = digits[byte >> 4];
  to[5] = digits[byte & 15];
  return 6;
}

/* The size of SIZE bytes of TEXT as the inside of a JSON string.  */
static size_t
measure (const char *text, size_t size)
{
  const unsigned char *p = (const unsigned char *) text;
  size_t total = 0;
  for (size_t i = 0; i < size;)
    {
      if (plain_p (p[i]))
        {
          i++, total++;
          continue;
        }
      size_t n = spartap_utf8_size (p + i, size - i);
      if (n > 1)
        total += n;
      else if (n == 0)
        total += SPARTAP_REPLACEMENT_SIZE;
      else
        total += escape_letter (p[i]) != 0 ? 2 : p[i] < 0x20 ? 6 : 1;
      i += n > 0 ? n : 1;
    }
  return total;
}

/* Writes SIZE bytes of TEXT as the inside of a JSON string to TO, which may
   overlap TEXT where TEXT ends at the end of the result.  Returns the end.  */
static char *
write_string (char *to, const char *text, size_t size)
{
  const unsigned char *p = (const unsigned char *) text;
  for (size_t i = 0; i < size;)
    {
      if (plain_p (p[i]))
        {
          *to++ = p[i++];
          continue;
        }
      size_t n = spartap_utf8_size (p + i, size - i);
      if (n == 0)
        {
          memcpy (to, SPARTAP_REPLACEMENT, SPARTAP_REPLACEMENT_SIZE);
          to += SPARTAP_REPLACEMENT_SIZE;
        }
      else if (n == 1 && (p[i] < 0x20 || p[i] == '"' || p[i] == '\\'))
        to += escape (to, p[i]);
      else
        {
          memmove (to, p + i, n);
          to += n;
        }
      i += n > 0 ? n : 1;
    }
  return to;
}

/* Appends SIZE bytes of TEXT as the inside of a JSON string, between two
   QUOTEs; "" is none.  */
static int
append (struct spartap_buffer *buffer, const char *quote, const char *text,
        size_t size)
{
  size_t inside = measure (text, size);
  int error = spartap_buffer_reserve (buffer, inside + 2);
  if (error != 0)
    return error;
  char *to = stpcpy (buffer->data + buffer->size, quote);
  to = stpcpy (write_string (to, text, size), quote);
  buffer->size = to - buffer->data;
  return 0;
}

int
spartap_json_append (struct spartap_buffer *buffer, const char *text,
                     size_t size)
{
  return append (buffer, "\"", text, size);
}

int
spartap_json_append_inside (struct spartap_buffer *buffer, const char *text,
                            size_t size)
{
  return append (buffer, "", text, size);
}

int
spartap_json_append_text (struct spartap_buffer *buffer, const char *text)
{
  return text == NULL ? spartap_json_append (buffer, "", 0)
                      : spartap_json_append (buffer, text, strlen (text));
}

int
spartap_json_quote (struct spartap_buffer *buffer)
{
  size_t size = buffer->size;
  size_t inside = size == 0 ? 0 : measure (buffer->data, size);
  int error = spartap_buffer_reserve (buffer, inside + 2 - size);
  if (error != 0)
    return error;
  /* The text moves to the end of its quoted form, whose writing then never
     overtakes it: no byte becomes less than one.  */
  char *text = buffer->data + 1 + inside - size;
  memmove (text, buffer->data, size);
  buffer->data[0] = '"';
  char *end = write_string (buffer->data + 1, text, size);
  *end++ = '"';
  *end = 0;
  buffer->size = inside + 2;
  return 0;
}

static bool
blank_p (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
digit_p (char c)
{
  return c >= '0' && c <= '9';
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && digit_p (*p))
    p++;
  return p;
}

/* Whether P to END is a JSON number (RFC 8259, section 6).  */
static bool
number_p (const char *p, const char *end)
{
  if (p < end && *p == '-')
    p++;
  const char *integer = p;
  p = skip_digits (p, end);
  if (p == integer || (*integer == '0' && p > integer + 1))
    return false;
  if (p < end && *p == '.')
    {
      const char *fraction = ++p;
      p = skip_digits (p, end);
      if (p == fraction)
        return false;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      const char *exponent = p;
      p = skip_digits (p, end);
      if (p == exponent)
        return false;
    }
  return p == end;
}

static bool
word_p (const char *p, const char *end, const char *word)
{
  size_t size = strlen (word);
  return (size_t) (end - p) == size && memcmp (p, word, size) == 0;
}

bool
spartap_json_p (const char *text, size_t size)
{
  const char *p = text, *end = text + size;
  while (p < end && blank_p (*p))
    p++;
  if (p == end)
    return false;
  if (*p == '{' || *p == '[' || *p == '"')
    return true;
  while (blank_p (end[-1]))
    end--;
  return number_p (p, end) || word_p (p, end, "true")
         || word_p (p, end, "false") || word_p (p, end, "null");
}
