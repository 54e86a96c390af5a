# What a build for another system takes from Debian, which has xsimd and Catch2 for the machine that builds. Included by
# CMakePresets.json right after project(). What is not found here is downloaded, as everywhere.

# xsimd's headers alone, without all else that is in /usr/include.
if(EXISTS /usr/include/xsimd/xsimd.hpp)
  set(xsimd_alone ${CMAKE_CURRENT_BINARY_DIR}/xsimd)
  file(MAKE_DIRECTORY ${xsimd_alone})
  file(CREATE_LINK /usr/include/xsimd ${xsimd_alone}/xsimd SYMBOLIC)
  add_library(xsimd INTERFACE IMPORTED GLOBAL)
  target_include_directories(xsimd INTERFACE ${xsimd_alone})
endif()

# Catch2's sources, once for all such builds.
set(CMAKE_DISABLE_FIND_PACKAGE_Catch2 ON)
set(catch2 ${CMAKE_CURRENT_SOURCE_DIR}/build/catch2)
if(NOT EXISTS ${catch2})
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/source_of catch2 ${catch2} COMMAND_ERROR_IS_FATAL ANY)
endif()
file(GLOB catch2 ${catch2}/*/src/catch2)
if(catch2)
  cmake_path(SET FETCHCONTENT_SOURCE_DIR_CATCH2 NORMALIZE ${catch2}/../..)
endif()
