# OpenCV's own OpenCVConfig.cmake is used where it is installed. On Debian it comes with
# libopencv-dev alone, which brings in every module and VTK besides (421 packages in place of the
# 178 we need), so without it the modules asked for are looked up one by one.
find_package(OpenCV ${OpenCV_FIND_VERSION} CONFIG QUIET COMPONENTS ${OpenCV_FIND_COMPONENTS})
if(OpenCV_FOUND)
  return()
endif()

include(FindPackageHandleStandardArgs)

# Debian keeps the headers that depend on the machine (opencv_modules.hpp) in a folder of their own.
find_path(OpenCV_COMMON_INCLUDE_DIR opencv2/core/version.hpp PATH_SUFFIXES opencv4)
find_path(OpenCV_MACHINE_INCLUDE_DIR opencv2/opencv_modules.hpp PATH_SUFFIXES opencv4)
mark_as_advanced(OpenCV_COMMON_INCLUDE_DIR OpenCV_MACHINE_INCLUDE_DIR)

set(OpenCV_INCLUDE_DIRS "${OpenCV_COMMON_INCLUDE_DIR}" "${OpenCV_MACHINE_INCLUDE_DIR}")
list(REMOVE_DUPLICATES OpenCV_INCLUDE_DIRS)

set(OpenCV_VERSION "")
if(OpenCV_COMMON_INCLUDE_DIR)
  file(READ "${OpenCV_COMMON_INCLUDE_DIR}/opencv2/core/version.hpp" version_header)
  foreach(part MAJOR MINOR REVISION)
    string(REGEX MATCH "define CV_VERSION_${part} +([0-9]+)" found "${version_header}")
    list(APPEND OpenCV_VERSION "${CMAKE_MATCH_1}")
  endforeach()
  list(JOIN OpenCV_VERSION "." OpenCV_VERSION)
endif()

foreach(module IN LISTS OpenCV_FIND_COMPONENTS)
  find_library(OpenCV_${module}_LIBRARY opencv_${module})
  mark_as_advanced(OpenCV_${module}_LIBRARY)
  if(OpenCV_${module}_LIBRARY)
    set(OpenCV_${module}_FOUND TRUE)
  endif()
endforeach()

find_package_handle_standard_args(OpenCV
  REQUIRED_VARS OpenCV_COMMON_INCLUDE_DIR OpenCV_MACHINE_INCLUDE_DIR
  VERSION_VAR OpenCV_VERSION
  HANDLE_COMPONENTS)

if(OpenCV_FOUND)
  foreach(module IN LISTS OpenCV_FIND_COMPONENTS)
    if(NOT TARGET opencv_${module})
      add_library(opencv_${module} UNKNOWN IMPORTED)
      set_target_properties(opencv_${module} PROPERTIES
        IMPORTED_LOCATION "${OpenCV_${module}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIRS}")
      if(NOT module STREQUAL "core")
        set_target_properties(opencv_${module} PROPERTIES INTERFACE_LINK_LIBRARIES opencv_core)
      endif()
    endif()
  endforeach()
endif()
