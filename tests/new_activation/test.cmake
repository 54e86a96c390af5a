# A new activation, in a copy of the source. Not optimised, because the tests of one row run for less time than they compile.
# Included by ../CMakeLists.txt.
if(CMAKE_CROSSCOMPILING OR NOT RAMP_TEST_REST)
  return()
endif()
set(options -G ${CMAKE_GENERATOR} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_BUILD_TYPE=None
            "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS} -O0" -Dxsimd_DIR=${xsimd_DIR} -DCatch2_DIR=${Catch2_DIR})
foreach(fetched IN ITEMS xsimd catch2)  # by the build around
  if(${fetched}_SOURCE_DIR)
    string(TOUPPER ${fetched} name)
    list(APPEND options -DFETCHCONTENT_SOURCE_DIR_${name}=${${fetched}_SOURCE_DIR})
  endif()
endforeach()
list(JOIN options | options)
set(test "adding an activation touches three files, and the laws are tried on it")
add_test(NAME ${test} COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOPTIONS=${options}
                              -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/new_activation
                              -P ${CMAKE_CURRENT_LIST_DIR}/add.cmake)
set_tests_properties(${test} PROPERTIES COST 1000)  # the longest: begun first
