#pragma once

namespace inkline::tools {

// The commands of ocr-tools. Each gets its own name as argv[0], throws Error or
// cxxopts::exceptions::exception on a failure, and returns the exit status otherwise.
int run_train(int argc, char** argv);
int run_train_lines(int argc, char** argv);
int run_train_language(int argc, char** argv);
int run_check_gradients(int argc, char** argv);
int run_test(int argc, char** argv);
int run_test_lines(int argc, char** argv);
int run_evaluate(int argc, char** argv);
int run_binarise(int argc, char** argv);
int run_thresholds(int argc, char** argv);
int run_evaluate_binarise(int argc, char** argv);

}  // namespace inkline::tools
