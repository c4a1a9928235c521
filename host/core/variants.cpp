// SPDX-License-Identifier: MIT
// variants.cpp - the three large variants are compiled here and nowhere else (one_of.h).
#include "host/core/effects.h"
#include "host/core/facts.h"
#include "host/core/inputs.h"
#include "host/core/one_of_impl.h"

namespace baton::core {

template class Everything<Fact>;
template class Everything<Input>;
template class Everything<Effect>;

}  // namespace baton::core
