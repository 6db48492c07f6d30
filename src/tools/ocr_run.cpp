#include "ocr_run.hpp"

#include <cstddef>
#include <exception>
#include <iostream>
#include <utility>

#include <unistd.h>

#include <inkline/text/mark_crossed_out.hpp>

#include "failure.hpp"
#include "input_list.hpp"
#include "model_choice.hpp"
#include "page_output.hpp"
#include "read_input.hpp"

namespace inkline::tools {
namespace {

struct Tally {
  std::size_t done = 0;
  std::size_t failed = 0;
  bool defect = false;

  int exit_status() const {
    if (defect) return static_cast<int>(Fault::defect);
    if (failed == 0) return kAllDone;
    return done == 0 ? static_cast<int>(Fault::input) : kSomeFailed;
  }
};

StepSink steps_of(const Input& input, const OcrSettings& settings, bool is_batch) {
  if (!settings.steps) return {};
  return write_steps_to(is_batch ? *settings.steps / input.stem : *settings.steps);
}

/// Reads one input and writes its page; tells what went wrong.
void process(const Input& input, const Readers& readers, const OcrSettings& settings, bool is_batch,
             PageOutput& output, Tally& tally) {
  try {
    // A folder without pictures deserves no folder of steps.
    const StepSink steps = input.problem.empty() ? steps_of(input, settings, is_batch) : StepSink{};
    ReadParams params = read_params(settings.reading);
    params.straighten = settings.straighten;
    params.turn = settings.turn;
    using Words = OcrSettings::CrossedOutWords;
    params.crossed_out.leave_out = settings.crossed_out != Words::keep;
    Page page = read_input(input, readers, steps, params);
    page = with_doubt_marked(std::move(page), settings.doubt);
    if (settings.crossed_out == Words::mark) page = with_crossed_out_marked(std::move(page));
    output.write(input, page);
    ++tally.done;
  } catch (const std::exception& exception) {
    const Failure failure = failure_from(exception, input.name);
    report("ocr", failure.message);
    output.skip();
    ++tally.failed;
    tally.defect = tally.defect || failure.fault == Fault::defect;
  }
}

/// One line that overwrites itself, for people who watch a batch.
void show_progress(std::size_t index, const InputList& list) {
  std::cerr << "\r\x1B[K" << index + 1 << '/' << list.inputs.size() << ' '
            << list.inputs[index].name << std::flush;
}

void clear_progress() {
  std::cerr << "\r\x1B[K" << std::flush;
}

}  // namespace

int read_inputs(const OcrSettings& settings) {
  const InputList list = list_inputs(settings.arguments, settings.recursive);
  PageOutput output(settings.output, settings.formats, list);
  const Readers readers = chosen_readers(settings.reading);
  const bool watched = list.is_batch && settings.output && ::isatty(STDERR_FILENO) == 1;

  Tally tally;
  for (std::size_t i = 0; i < list.inputs.size() && !output.is_broken(); ++i) {
    if (watched) show_progress(i, list);
    process(list.inputs[i], readers, settings, list.is_batch, output, tally);
    if (watched) clear_progress();
  }
  tally.failed = list.inputs.size() - tally.done;
  if (tally.failed > 0 && list.inputs.size() > 1) {
    report("ocr", std::to_string(tally.failed) + " of " + std::to_string(list.inputs.size()) +
                      " inputs failed");
  }
  return tally.exit_status();
}

}  // namespace inkline::tools
