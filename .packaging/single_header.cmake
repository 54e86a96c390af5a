# cmake -DVERSION=<version> -DOUTPUT=<file> -P single_header.cmake: ramp.hpp and half.hpp with all that they include of
# ramp, in one file. The target `single_header` calls it.
cmake_minimum_required(VERSION 3.25)
set(source ${CMAKE_CURRENT_LIST_DIR}/..)

# Appends the header after all that it includes, so that what one kind of machine includes, inside an #if, is there for the
# others too.
function(append_header header)
  get_property(written GLOBAL PROPERTY written)
  if(header IN_LIST written)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY written ${header})
  file(STRINGS ${source}/include/${header} includes REGEX "^#include <ramp/")
  list(TRANSFORM includes REPLACE "#include <(.*)>.*" "\\1")
  foreach(included IN LISTS includes)
    append_header(${included})
  endforeach()
  file(READ ${source}/include/${header} text)
  string(REGEX REPLACE "#include <ramp/[^\n]*\n|#pragma once\n" "" text "${text}")
  string(REGEX REPLACE "\n\n\n+" "\n\n" text "\n${text}")
  file(APPEND ${OUTPUT} "${text}")
endfunction()

file(READ ${source}/LICENSE licence)
file(WRITE ${OUTPUT} "/* ramp ${VERSION} in one file, made from its headers, to be used instead of them. It needs xsimd 8.1 or newer.\n\n${licence}*/\n#pragma once\n")
set_property(GLOBAL PROPERTY written ramp/dispatch.hpp)  # left out: its kernels are compiled from the headers
append_header(ramp/ramp.hpp)
append_header(ramp/half.hpp)
