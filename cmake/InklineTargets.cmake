# What every target of this project is compiled with; never exported.
add_library(inkline_build_flags INTERFACE)
target_compile_features(inkline_build_flags INTERFACE cxx_std_20)
target_compile_options(inkline_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${INKLINE_WARNINGS_AS_ERRORS}>:-Werror>)
if(INKLINE_SANITIZE)
  target_compile_options(inkline_build_flags INTERFACE
    -fsanitize=${INKLINE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(inkline_build_flags INTERFACE -fsanitize=${INKLINE_SANITIZE})
endif()

# OpenCV's headers count as system headers: their warnings are not ours to fix.
foreach(module core imgproc)
  set_target_properties(opencv_${module} PROPERTIES
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIRS}")
endforeach()

# inkline_layer(image SOURCES a.cpp b.cpp PUBLIC inkline::base opencv_core PRIVATE opencv_imgproc)
# makes the library inkline::image. What a layer links is what its files may include.
function(inkline_layer layer)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(inkline_${layer} STATIC ${arg_SOURCES})
  add_library(inkline::${layer} ALIAS inkline_${layer})
  target_compile_features(inkline_${layer} PUBLIC cxx_std_20)
  target_include_directories(inkline_${layer} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<INSTALL_INTERFACE:include>)
  target_link_libraries(inkline_${layer}
    PUBLIC ${arg_PUBLIC}
    PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:inkline_build_flags>)
endfunction()
