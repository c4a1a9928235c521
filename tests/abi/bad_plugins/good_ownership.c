/* SPDX-License-Identifier: MIT
 *
 * good_ownership.c - nothing wrong with it: what all the others differ from by one thing.
 */
#include "skeleton.h"
