/* SPDX-License-Identifier: MIT
 *
 * rule.h - the whole judgement of this plugin, without Baton: does a message say this phrase?
 */
#ifndef RULE_H_
#define RULE_H_

#include <stddef.h>

/* The words of a text in small letters, each with a blank before and behind it: "It's MINE!" is " its mine ". What is
 * no Latin letter stays as it is. A text without a word is " ". Freed by free(); NULL when there is no memory. */
char *words_of(const char *text, size_t size);

/* Both as words_of() makes them: whole words, in their order, one after the other. A phrase without a word is said by
 * nobody. */
int says(const char *message_words, const char *phrase_words);

#endif /* RULE_H_ */
