# The commands of ocr-tools that learn; a library of its own, since ocr must not link training.
find_package(cxxopts 3.0 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
add_library(inkline_train_commands STATIC
  command_check_gradients.cpp
  command_train.cpp
  train_report.cpp
  train_settings.cpp)
add_library(inkline::train_commands ALIAS inkline_train_commands)
target_link_libraries(inkline_train_commands
  PUBLIC inkline::training
  PRIVATE cxxopts::cxxopts nlohmann_json::nlohmann_json inkline_build_flags)
