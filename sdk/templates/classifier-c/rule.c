/* SPDX-License-Identifier: MIT
 * See rule.h.
 */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

char *words_of(const char *text, size_t size) {
  char *words = (char *)malloc(size + 3); /* a blank at both ends, and NUL */
  size_t length = 0, i;
  if (words == NULL) return NULL;
  words[length++] = ' ';
  for (i = 0; i < size; ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80) words[length++] = c;
    else if (c != '\'' && words[length - 1] != ' ') words[length++] = ' ';
  }
  if (words[length - 1] != ' ') words[length++] = ' ';
  words[length] = '\0';
  return words;
}

int says(const char *message_words, const char *phrase_words) {
  return phrase_words[1] != '\0' && strstr(message_words, phrase_words) != NULL;
}
