#include "mat_file.hpp"

#include <matio.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>

#include "check_mat_file.hpp"

namespace inkline {
namespace {

struct Release {
  void operator()(mat_t* file) const { Mat_Close(file); }
  void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};

[[noreturn]] void refuse_damaged(const std::string& file) {
  throw Error(Fault::input, file + ": is cut short or damaged");
}

/// Reads the numbers of a variable of which libmatio has read the head.
MatTable read_table(mat_t& mat, matvar_t& variable, const std::string& file) {
  variable.class_type = MAT_C_SINGLE;  // libmatio converts to the class that it finds here
  const std::size_t count = variable.dims[0] * variable.dims[1];
  if (Mat_VarReadDataAll(&mat, &variable) != 0 || variable.data == nullptr ||
      variable.data_type != MAT_T_SINGLE || variable.nbytes != count * sizeof(float)) {
    refuse_damaged(file);
  }
  const auto* const values = static_cast<const float*>(variable.data);
  MatTable table{variable.name, variable.dims[0], variable.dims[1], {values, values + count}};
  if (!std::all_of(values, values + count, [](float value) { return std::isfinite(value); })) {
    refuse_damaged(file);
  }
  return table;
}

}  // namespace

std::vector<MatTable> read_mat_file(const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::size_t variables = check_mat_file(read_file(path), file);
  // Without Mat_LogInit libmatio prints nothing.
  const std::unique_ptr<mat_t, Release> mat(Mat_Open(file.c_str(), MAT_ACC_RDONLY));
  if (!mat) refuse_damaged(file);
  std::vector<MatTable> tables;
  for (std::size_t i = 0; i < variables; ++i) {
    const std::unique_ptr<matvar_t, Release> variable(Mat_VarReadNextInfo(mat.get()));
    if (!variable || variable->name == nullptr || variable->rank != 2) refuse_damaged(file);
    if (variable->dims[0] == 0 || variable->dims[1] == 0) continue;
    tables.push_back(read_table(*mat, *variable, file));
  }
  return tables;
}

}  // namespace inkline
