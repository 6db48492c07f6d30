#include <inkline/nn/worker_pool.hpp>

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {

struct WorkerPool::Shared {
  std::mutex mutex;
  std::condition_variable work_came;
  std::condition_variable work_done;
  const std::function<void(int)>* task = nullptr;
  int next = 0;     // first index nobody took
  int count = 0;    // indices of the current task
  int running = 0;  // indices taken and not finished
  bool closing = false;
  std::exception_ptr failure;
  std::vector<std::thread> threads;

  /// Takes indices until none is left. The lock is held on entry and on return.
  void work(std::unique_lock<std::mutex>& lock) {
    while (next < count) {
      const int index = next++;
      ++running;
      const std::function<void(int)>& current = *task;
      lock.unlock();
      std::exception_ptr thrown;
      try {
        current(index);
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown && !failure) failure = thrown;
      --running;
    }
    if (running == 0) work_done.notify_all();
  }

  void wait_for_work() {
    std::unique_lock lock(mutex);
    while (!closing) {
      if (next < count) {
        work(lock);
      } else {
        work_came.wait(lock);
      }
    }
  }
};

WorkerPool::WorkerPool(int threads) : shared_(std::make_unique<Shared>()) {
  require_setting(threads >= 1 && threads <= 256,
                  "threads must be 1 to 256, got " + std::to_string(threads));
  for (int i = 1; i < threads; ++i) {
    shared_->threads.emplace_back([shared = shared_.get()] { shared->wait_for_work(); });
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::scoped_lock lock(shared_->mutex);
    shared_->closing = true;
  }
  shared_->work_came.notify_all();
  for (std::thread& thread : shared_->threads) thread.join();
}

int WorkerPool::threads() const {
  return static_cast<int>(shared_->threads.size()) + 1;
}

void WorkerPool::run(int count, const std::function<void(int)>& task) {
  Shared& shared = *shared_;
  std::unique_lock lock(shared.mutex);
  shared.task = &task;
  shared.next = 0;
  shared.count = count;
  shared.failure = nullptr;
  if (count > 1) shared.work_came.notify_all();
  shared.work(lock);
  shared.work_done.wait(lock, [&] { return shared.running == 0; });
  shared.count = 0;
  if (shared.failure) std::rethrow_exception(shared.failure);
}

}  // namespace inkline
