# The READMEs and the figures against what the tests print and the examples draw. Included by CMakeLists.txt; the target
# `documents` writes all that they are compared with, after which what has changed is to be read.
if(TARGET 01_quickstart)
  set(readme_command ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DPROGRAM=$<TARGET_FILE:01_quickstart>
                     "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}")
  add_test(NAME "README shows the quickstart, its output, and the activations"
           COMMAND ${readme_command} -P ${CMAKE_CURRENT_LIST_DIR}/readme.cmake)
endif()
if(readme_command AND TARGET single_header)
  # README's program with the single header and nothing else of ramp, in a program of two files that include it.
  set(other_file ${CMAKE_CURRENT_BINARY_DIR}/includes_single_header.cpp)
  file(CONFIGURE OUTPUT ${other_file} CONTENT "#include <ramp/ramp.hpp>\n")
  add_executable(single_header_quickstart ${PROJECT_SOURCE_DIR}/examples/01_quickstart.cpp ${other_file})
  add_dependencies(single_header_quickstart single_header)
  target_include_directories(single_header_quickstart PRIVATE ${PROJECT_BINARY_DIR}/single_header)
  target_compile_features(single_header_quickstart PRIVATE cxx_std_20)
  target_compile_options(single_header_quickstart PRIVATE $<TARGET_PROPERTY:ramp_program,INTERFACE_COMPILE_OPTIONS>)
  target_link_libraries(single_header_quickstart PRIVATE xsimd)
  add_test(NAME "the single header gives README's output"
           COMMAND ${readme_command} -DPROGRAM=$<TARGET_FILE:single_header_quickstart> -P ${CMAKE_CURRENT_LIST_DIR}/readme.cmake)
endif()
if(TARGET 05_plots)
  set(figures_command ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:05_plots> -DSOURCE=${PROJECT_SOURCE_DIR}
                      "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}" -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/figures)
  add_test(NAME "the figures are well-formed, and the curves shown are what the library draws"
           COMMAND ${figures_command} -P ${CMAKE_CURRENT_LIST_DIR}/figures.cmake)
endif()
if(NOT RAMP_TEST_ROWS AND NOT CMAKE_CXX_FLAGS MATCHES "-ffast-math|-Ofast")  # which have no table of what they give up
  set(tables_command ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DPROGRAM=$<TARGET_FILE:ramp_tests>
                     "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}" -DREPORT=${CMAKE_CURRENT_BINARY_DIR}/tables.txt)
  add_test(NAME "include/ramp/README.md shows the special values and the bounds"
           COMMAND ${tables_command} -P ${CMAKE_CURRENT_LIST_DIR}/tables.cmake)
endif()
if(TARGET docs)
  add_test(NAME "the docs are built without a warning, with a page for each activation and a search that finds them"
           COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DBUILD=${PROJECT_BINARY_DIR}
                   -P ${CMAKE_CURRENT_LIST_DIR}/docs.cmake)
endif()
if(readme_command AND figures_command AND tables_command)
  add_custom_target(documents
    COMMAND ${readme_command} -DUPDATE=ON -P ${CMAKE_CURRENT_LIST_DIR}/readme.cmake
    COMMAND ${figures_command} -DUPDATE=ON -P ${CMAKE_CURRENT_LIST_DIR}/figures.cmake
    COMMAND ${tables_command} -DUPDATE=ON -P ${CMAKE_CURRENT_LIST_DIR}/tables.cmake
    DEPENDS 01_quickstart 05_plots ramp_tests VERBATIM COMMENT "The tables and figures of the READMEs")
endif()
