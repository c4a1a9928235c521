// SPDX-License-Identifier: MIT
// blob_store_test.cpp - attachments as sealed files: restarts, damage, limits, erasing.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_under(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

std::string keep(BlobStore& blobs, std::string_view bytes) {
  const auto write = blobs.create();
  EXPECT_TRUE(blobs.append(write, bytes));
  const auto finished = blobs.finish(write);
  EXPECT_TRUE(finished);
  return finished ? finished->blob_id : std::string();
}

class BlobStoreFiles : public ::testing::Test {
 protected:
  BlobStoreFiles() { open(); }
  void open() {
    opened_ = {};
    opened_ = open_sqlite_store({.path = folder_.store(), .blob_bytes_max = 200'000});
    ASSERT_EQ(opened_.error, "");
  }
  fs::path root() const { return folder_.store() + ".blobs"; }

  TestFolder folder_;
  OpenedStore opened_;
};

TEST_F(BlobStoreFiles, attachments_survive_a_restart_and_are_not_readable_in_their_files) {
  const auto id = keep(*opened_.blobs, "a photograph of a passport");
  open();
  EXPECT_EQ(opened_.blobs->read(id, 0, 1000), "a photograph of a passport");
  const auto files = files_under(root());
  ASSERT_EQ(files.size(), 1U);
  std::ifstream file(files[0], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(bytes.find("passport"), std::string::npos);
}

TEST_F(BlobStoreFiles, damage_anywhere_is_noticed) {
  const auto id = keep(*opened_.blobs, std::string(150'000, 'x'));
  const auto file = files_under(root()).at(0);
  const auto flip = [&](std::streamoff at) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    const auto byte = static_cast<char>(stream.get() ^ 1);
    stream.seekp(at);
    stream.put(byte);
  };
  for (const std::streamoff at : {std::streamoff{5}, std::streamoff{65'536 + 3}, std::streamoff{150'000}}) {
    flip(at);
    EXPECT_FALSE(opened_.blobs->read(id, 0, 150'000)) << at;
    flip(at);
  }
  EXPECT_TRUE(opened_.blobs->read(id, 0, 150'000));
  fs::resize_file(file, 150'000);
  EXPECT_FALSE(opened_.blobs->read(id, 0, 150'000));
  EXPECT_TRUE(opened_.blobs->read(id, 0, 100));
}

TEST_F(BlobStoreFiles, one_that_is_too_large_is_refused_and_leaves_nothing) {
  const auto write = opened_.blobs->create();
  EXPECT_TRUE(opened_.blobs->append(write, std::string(200'000, 'x')));
  EXPECT_FALSE(opened_.blobs->append(write, "x"));
  EXPECT_FALSE(opened_.blobs->append(write, ""));
  EXPECT_FALSE(opened_.blobs->finish(write));
  EXPECT_TRUE(files_under(root()).empty());
}

TEST_F(BlobStoreFiles, what_was_half_done_is_gone_after_a_restart) {
  const auto abandoned = opened_.blobs->create();
  opened_.blobs->append(abandoned, "abc");
  opened_.blobs->abandon(abandoned);
  const auto unfinished = opened_.blobs->create();
  opened_.blobs->append(unfinished, std::string(100'000, 'x'));
  const auto erased = keep(*opened_.blobs, "to be erased");
  // As a crash in the middle of erase() leaves it.
  fs::rename(root() / erased.substr(0, 2) / erased, root() / "work" / (erased + ".old"));
  EXPECT_EQ(files_under(root()).size(), 2U);
  open();
  EXPECT_TRUE(files_under(root()).empty());
  EXPECT_FALSE(opened_.blobs->size(erased));
}

TEST_F(BlobStoreFiles, erased_means_the_key_is_gone) {
  const auto id = keep(*opened_.blobs, "words");
  const auto file = files_under(root()).at(0);
  fs::copy_file(file, file.string() + ".backup");
  opened_.blobs->erase(id);
  EXPECT_FALSE(fs::exists(file));
  fs::rename(file.string() + ".backup", file);
  EXPECT_FALSE(opened_.blobs->read(id, 0, 10));
}

TEST_F(BlobStoreFiles, writes_that_nobody_finishes_are_limited) {
  int open_writes = 0;
  while (opened_.blobs->create() != 0) ++open_writes;
  EXPECT_EQ(open_writes, 256);
}

// I4
TEST_F(BlobStoreFiles, the_quarantine_opens_without_its_key_or_like_any_attachment) {
  const std::string key(32, 'k');
  const std::string photo(150'000, 'p');
  const auto id = keep(*opened_.blobs, photo);
  const auto locked = opened_.blobs->lock_away(id, key);
  ASSERT_TRUE(locked);
  ASSERT_NE(*locked, id);
  opened_.blobs->erase(id);
  open();
  EXPECT_FALSE(opened_.blobs->read(*locked, 0, 10)) << "as if it were not there";
  EXPECT_FALSE(opened_.blobs->size(*locked));
  EXPECT_FALSE(opened_.blobs->read_locked(*locked, std::string(32, 'x'))) << "another key";
  EXPECT_FALSE(opened_.blobs->read_locked(*locked, "short"));
  EXPECT_EQ(opened_.blobs->read_locked(*locked, key), photo);
  opened_.blobs->erase(*locked);
  EXPECT_FALSE(opened_.blobs->read_locked(*locked, key));
  EXPECT_TRUE(files_under(root()).empty());
}

TEST_F(BlobStoreFiles, what_is_locked_away_is_locked_away_again) {
  const std::string key(32, 'k');
  const auto locked = opened_.blobs->lock_away(keep(*opened_.blobs, "a passport"), key);
  ASSERT_TRUE(locked);
  EXPECT_FALSE(opened_.blobs->lock_away(*locked, key));
  EXPECT_FALSE(opened_.blobs->lock_away("nothing", key));
}

}  // namespace
}  // namespace baton::ledger
