# cmake -DSOURCE=... -DFOLDER=... -P add.cmake: does to a copy of SOURCE what its README asks of a person who adds an
# activation, here DisplacedReLU; builds the laws with the new row alone, runs them, and counts the files that differ.
# OPTIONS, separated by |, are for the copy's build.
cmake_minimum_required(VERSION 3.25)
set(copy ${FOLDER}/source)

file(REMOVE_RECURSE ${copy})
file(COPY ${SOURCE}/CMakeLists.txt ${SOURCE}/examples ${SOURCE}/include ${SOURCE}/.packaging ${SOURCE}/tests DESTINATION ${copy})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/displaced_relu.hpp DESTINATION ${copy}/include/ramp)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/displaced_relu.cpp DESTINATION ${copy}/tests/rows)
set(catalogue ${copy}/include/ramp/catalogue.hpp)
file(READ ${catalogue} text)
string(REPLACE "#include <ramp/elu.hpp>\n" "#include <ramp/displaced_relu.hpp>\n#include <ramp/elu.hpp>\n" text "${text}")
string(REPLACE "std::tuple<ReLU<T>, " "std::tuple<ReLU<T>, DisplacedReLU<T>, " text "${text}")
file(WRITE ${catalogue} "${text}")

string(REPLACE "|" ";" OPTIONS "${OPTIONS}")
execute_process(COMMAND ${CMAKE_COMMAND} -S ${copy} -B ${FOLDER}/build ${OPTIONS} -DRAMP_BUILD_EXAMPLES=OFF
                        -DRAMP_TEST_ROWS=displaced_relu.cpp
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER}/build --target ramp_tests COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${FOLDER}/build/tests/ramp_tests "~[.]" COMMAND_ERROR_IS_FATAL ANY)

# The files of both trees, each with what it holds.
function(list_files folder result)
  file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/examples/* ${folder}/include/* ${folder}/tests/*)
  set(listed "")
  foreach(file IN LISTS files ITEMS CMakeLists.txt)
    file(SHA256 ${folder}/${file} hash)
    list(APPEND listed "${file} ${hash}")
  endforeach()
  set(${result} ${listed} PARENT_SCOPE)
endfunction()
list_files(${SOURCE} before)
list_files(${copy} after)
set(touched ${before} ${after})
foreach(file IN LISTS before)
  if(file IN_LIST after)
    list(REMOVE_ITEM touched ${file})
  endif()
endforeach()
list(TRANSFORM touched REPLACE " [0-9a-f]+$" "")
list(REMOVE_DUPLICATES touched)
list(SORT touched)
set(wanted include/ramp/catalogue.hpp include/ramp/displaced_relu.hpp tests/rows/displaced_relu.cpp)
if(NOT touched STREQUAL wanted)
  message(FATAL_ERROR "an activation was added by touching other files than ${wanted}: ${touched}")
endif()
message(STATUS "three files: ${touched}")
