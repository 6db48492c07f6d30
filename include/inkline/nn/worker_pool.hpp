#pragma once

#include <functional>
#include <memory>

namespace inkline {

/// A fixed number of threads that wait for work. The calling thread is one of them, so a pool of 1
/// starts none.
class WorkerPool {
 public:
  /// @param threads  1 to 256; throws Error(Fault::usage) otherwise
  explicit WorkerPool(int threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int threads() const;

  /// Calls task(0) ... task(count - 1), each once, in any order and several at a time; returns
  /// when all are done. The first exception is thrown again here, after the rest has ended. Not to
  /// be called from a task.
  void run(int count, const std::function<void(int)>& task);

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace inkline
