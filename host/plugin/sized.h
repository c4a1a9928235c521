// SPDX-License-Identifier: MIT
// sized.h - an empty record of the ABI that says how large it is, as every record must.
#pragma once

namespace baton::plugin {

template <class Record>
Record sized() {
  Record record{};
  record.struct_size = sizeof(Record);
  return record;
}

}  // namespace baton::plugin
