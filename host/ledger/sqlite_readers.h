// SPDX-License-Identifier: MIT
// sqlite_readers.h - a few read-only connections, lent to one caller at a time. Readers never wait for the writer.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

class Readers {
 public:
  Readers(const std::string& path, int count);

  class Loan {
   public:
    Loan(Readers& from, std::unique_ptr<Connection> connection) : from_(from), connection_(std::move(connection)) {}
    ~Loan() { from_.give_back(std::move(connection_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Readers& from_;
    std::unique_ptr<Connection> connection_;
  };

  Loan lend();  // waits until one is free

 private:
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace baton::ledger
