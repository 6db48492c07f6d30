#include <algorithm>
#include <array>
#include <iostream>
#include <string>
#include <string_view>

#include <inkline/base/error.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "keep_memory.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*run)(int argc, char** argv);
};

constexpr std::array kCommands{
    Command{"train", "train a classifier from labelled characters", run_train},
    Command{"train-lines", "train a reader of whole rows from words and lines", run_train_lines},
    Command{"train-language", "count which characters follow which, for ocr --language",
            run_train_language},
    Command{"check-gradients", "compare the gradients with finite differences",
            run_check_gradients},
    Command{"test", "accuracy of a model on labelled characters", run_test},
    Command{"test-lines", "error rates and confidence of a reader of rows", run_test_lines},
    Command{"evaluate", "character and word error rates on pages with ground truth", run_evaluate},
    Command{"binarise", "write the ink of pictures as black and white PNG", run_binarise},
    Command{"thresholds", "a sheet of one picture as each global threshold sees it",
            run_thresholds},
    Command{"evaluate-binarise", "how well ink is told from paper, by the DIBCO measures",
            run_evaluate_binarise},
};

std::string help() {
  std::string text =
      "NAME\n"
      "  ocr-tools - train models for ocr and measure how well they read\n\n"
      "SYNOPSIS\n"
      "  ocr-tools COMMAND [options]\n"
      "  ocr-tools COMMAND --help\n"
      "  ocr-tools --help | --version\n\n"
      "COMMANDS\n";
  for (const Command& command : kCommands) {
    std::string name(command.name);
    name.resize(std::max<std::size_t>(name.size() + 1, 20), ' ');
    text += "  " + name + std::string(command.summary) + '\n';
  }
  return text +
         "\nEvery command takes --json, which prints one JSON object for scripts in place of the\n"
         "report for people. Messages and progress go to standard error.\n\n"
         "EXIT STATUS\n"
         "  0  done\n"
         "  1  the command line makes no sense\n"
         "  2  a file or data set cannot be used\n"
         "  3  a defect in the program\n"
         "  4  some inputs could not be read, the others were\n\n"
         "SEE ALSO\n"
         "  ocr --help, to read pages\n";
}

int run_command(int argc, char** argv) {
  require_setting(argc >= 2, "no command was given");
  const std::string_view name = argv[1];
  if (name == "--help" || name == "-h" || name == "help") {
    write_to_standard_output(help());
    return 0;
  }
  if (name == "--version" || name == "-V") {
    write_to_standard_output("ocr-tools " INKLINE_VERSION " (Inkline)\n");
    return 0;
  }
  const auto* const command = std::find_if(kCommands.begin(), kCommands.end(),
                                           [&](const Command& c) { return c.name == name; });
  require_setting(command != kCommands.end(), "no command is called '" + std::string(name) + "'");
  return command->run(argc - 1, argv + 1);
}

}  // namespace
}  // namespace inkline::tools

int main(int argc, char** argv) {
  inkline::tools::keep_memory();
  inkline::tools::guard_standard_streams();
  return inkline::tools::run_guarded("ocr-tools", inkline::tools::run_command, argc, argv);
}
