#include <inkline/nn/worker_pool.hpp>

#include <atomic>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::WorkerPool;

TEST_CASE("every index is called once, with any number of threads and tasks") {
  for (const int threads : {1, 2, 4}) {
    WorkerPool pool(threads);
    CHECK(pool.threads() == threads);
    for (const int count : {0, 1, 3, 1000}) {
      std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
      pool.run(count, [&](int i) { ++calls[static_cast<std::size_t>(i)]; });
      for (const std::atomic<int>& call : calls) CHECK(call == 1);
    }
  }
}

TEST_CASE("a pool serves many short tasks in a row") {
  WorkerPool pool(3);
  std::atomic<int> sum = 0;
  for (int round = 0; round < 5000; ++round) pool.run(3, [&](int i) { sum += i; });
  CHECK(sum == 15000);
}

TEST_CASE("an exception of a task comes out of run, and the pool works on") {
  WorkerPool pool(2);
  CHECK_THROWS_WITH_AS(pool.run(10,
                                [](int i) {
                                  if (i == 5) throw std::runtime_error("five");
                                }),
                       "five", std::runtime_error);
  std::atomic<int> calls = 0;
  pool.run(10, [&](int) { ++calls; });
  CHECK(calls == 10);
}

TEST_CASE("a bad number of threads is refused") {
  CHECK_THROWS_AS(WorkerPool(0), inkline::Error);
  CHECK_THROWS_AS(WorkerPool(257), inkline::Error);
}

}  // namespace
