# Consumers: by CMake and by pkg-config, of an installed ramp and of the package for Debian; of the source as a
# subdirectory; and static libraries that use ramp, with programs that use them. Included by ../CMakeLists.txt.
set(consumers ${CMAKE_CURRENT_LIST_DIR})
if(WIN32)
  foreach(way IN ITEMS named catalogue)
    set(test "on Windows, CMake says that there is no dispatch: ${way}")
    add_test(NAME ${test}
             COMMAND ${CMAKE_COMMAND} -S ${consumers}/no_dispatch -B ${CMAKE_CURRENT_BINARY_DIR}/no_dispatch_${way} -DDISPATCH=${way}
                     -DRAMP_SOURCE=${PROJECT_SOURCE_DIR} -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
                     -G ${CMAKE_GENERATOR})
    set_tests_properties(${test} PROPERTIES LABELS suite PASS_REGULAR_EXPRESSION "not for Windows|dispatch_is_not_for_Windows")
  endforeach()
endif()
if(CMAKE_CROSSCOMPILING)
  return()
endif()
set(stage ${CMAKE_CURRENT_BINARY_DIR}/stage)
file(REMOVE_RECURSE ${stage})
add_test(NAME "install" COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${stage}/installed)
find_program(DPKG_DEB dpkg-deb)
find_program(PKG_CONFIG pkg-config)
find_program(PYTHON python3)
mark_as_advanced(DPKG_DEB PKG_CONFIG PYTHON)
set_tests_properties("install" PROPERTIES FIXTURES_SETUP installed)
if(NOT xsimd_SOURCE_DIR)  # which would be installed with ramp
  add_test(NAME "packages for vcpkg and Debian"
           COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DVERSION=${PROJECT_VERSION} -DXSIMD=${xsimd_DIR}
                   -DDPKG_DEB=${DPKG_DEB} -DFOLDER=${stage}/packages -P ${consumers}/packages.cmake)
  set_tests_properties("packages for vcpkg and Debian" PROPERTIES FIXTURES_SETUP packages
                       ENVIRONMENT "CXX=${CMAKE_CXX_COMPILER};CMAKE_GENERATOR=${CMAKE_GENERATOR}")
endif()
if(PYTHON)
  set(recipe ${PROJECT_SOURCE_DIR}/.packaging/conan)
  add_test(NAME "the recipe for Conan is Python"
           COMMAND ${PYTHON} -c "import ast, sys; [ast.parse(open(name).read()) for name in sys.argv[1:]]"
                   ${recipe}/conanfile.py ${recipe}/test_package/conanfile.py)
endif()

# The project in `folder`, configured, built and tested in a folder of its own.
function(add_project_test name folder)
  string(MAKE_C_IDENTIFIER "${name}" build_folder)
  add_test(NAME ${name}
           COMMAND ${CMAKE_CTEST_COMMAND} --build-and-test ${consumers}/${folder} ${CMAKE_CURRENT_BINARY_DIR}/${build_folder}
                   --build-generator ${CMAKE_GENERATOR}
                   --build-options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -Dxsimd_DIR=${xsimd_DIR} ${ARGN})
endfunction()
set(run_tests --test-command ${CMAKE_CTEST_COMMAND} --output-on-failure)

foreach(way IN ITEMS add_subdirectory add_subdirectory_after_xsimd fetch_content)
  add_project_test("a consumer by ${way}" . -DWAY=${way} -DRAMP_SOURCE=${PROJECT_SOURCE_DIR} -DCMAKE_BUILD_TYPE=Release ${run_tests})
endforeach()
foreach(prefix IN ITEMS installed packages/debian/usr)
  if(prefix MATCHES debian AND (NOT DPKG_DEB OR xsimd_SOURCE_DIR))
    continue()
  endif()
  string(REGEX REPLACE "/.*" "" fixture ${prefix})
  set(test "a consumer by find_package, ${prefix}")
  add_project_test(${test} . -DWAY=find_package -DCMAKE_PREFIX_PATH=${stage}/${prefix} -DCMAKE_BUILD_TYPE=Release ${run_tests})
  set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED ${fixture})
  if(PKG_CONFIG)
    set(test "a consumer by pkg-config and a bare compiler line, ${prefix}")
    string(MAKE_C_IDENTIFIER ${prefix} program)
    add_test(NAME ${test} COMMAND sh -c "${CMAKE_CXX_COMPILER} -std=c++20 ${consumers}/main.cpp $(${PKG_CONFIG} --cflags ramp) -o ${program} && ./${program}")
    set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED ${fixture}
                         ENVIRONMENT "PKG_CONFIG_PATH=${stage}/${prefix}/${CMAKE_INSTALL_DATADIR}/pkgconfig")
  endif()
endforeach()

if(PKG_CONFIG)
  set(test "pkg-config finds headers that are installed elsewhere")
  set(elsewhere ${stage}/elsewhere)
  add_test(NAME ${test}
           COMMAND sh -c "${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR} -B ${elsewhere}/build -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -Dxsimd_DIR=${xsimd_DIR} -DRAMP_BUILD_TESTS=OFF -DRAMP_BUILD_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX=${elsewhere}/prefix -DCMAKE_INSTALL_INCLUDEDIR=${elsewhere}/headers && ${CMAKE_COMMAND} --install ${elsewhere}/build && test -f $(${PKG_CONFIG} --variable=includedir ramp)/ramp/ramp.hpp")
  set_tests_properties(${test} PROPERTIES ENVIRONMENT "PKG_CONFIG_PATH=${elsewhere}/prefix/share/pkgconfig")
endif()

# `import ramp;`, with compilers that it was tried with. Of CMake's generators on Linux, Ninja alone knows modules.
find_program(NINJA ninja)
mark_as_advanced(NINJA)
if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.28 AND NINJA AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND
   CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 21)
  foreach(way IN ITEMS add_subdirectory find_package)
    set(test "a consumer by import, ${way}")
    add_project_test(${test} module -GNinja -DWAY=${way} -DRAMP_SOURCE=${PROJECT_SOURCE_DIR} -DCMAKE_PREFIX_PATH=${stage}/installed
                     -DCMAKE_BUILD_TYPE=Release ${run_tests})
    set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED installed)
  endforeach()
endif()

# With ramp::dispatch, from a ramp that has one activation: the kernels of all of them take minutes for each consumer.
set(short ${CMAKE_CURRENT_BINARY_DIR}/short_catalogue)
set(from_short -DRAMP_SOURCE=${short}/source -DCMAKE_PREFIX_PATH=${short}/stage)
if(RAMP_TEST_DISPATCH)
  add_test(NAME "a ramp with a short catalogue"
           COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DFOLDER=${short} -P ${consumers}/short_catalogue.cmake)
  set_tests_properties("a ramp with a short catalogue" PROPERTIES FIXTURES_SETUP short_catalogue LABELS dispatch)
  foreach(way IN ITEMS find_package add_subdirectory)
    foreach(kernels IN ITEMS named catalogue)
      set(test "a consumer by ${way} with dispatch, kernels ${kernels}")
      add_project_test(${test} . -DWAY=${way} -DDISPATCH=${kernels} ${from_short} -DCMAKE_BUILD_TYPE=Debug ${run_tests})
      set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED short_catalogue LABELS dispatch)
    endforeach()
  endforeach()
endif()

# A static library that uses ramp can be exported, and a program can then use it: with ramp, which is found in one of the
# prefixes, or without, where the library holds the kernels that it named.
function(add_library_tests way links fixture prefixes)
  set(test "a static library by ${way}, ${links}")
  set(squash ${CMAKE_CURRENT_BINARY_DIR}/squash_${way}_${links})
  add_project_test("${test}" library -DWAY=${way} -DLINKS=${links} -DCMAKE_INSTALL_PREFIX=${squash} ${ARGN} --build-target install)
  string(COMPARE EQUAL ${links} named without_ramp)
  add_project_test("${test}, in a program" program "-DCMAKE_PREFIX_PATH=${squash}$<SEMICOLON>${prefixes}"
                   -DCMAKE_DISABLE_FIND_PACKAGE_ramp=${without_ramp} ${run_tests})
  set_tests_properties("${test}" PROPERTIES FIXTURES_SETUP "${test}" FIXTURES_REQUIRED "${fixture}")
  set_tests_properties("${test}, in a program" PROPERTIES FIXTURES_REQUIRED "${test};${fixture}")
  if(fixture)
    set_tests_properties("${test}" "${test}, in a program" PROPERTIES LABELS dispatch)
  endif()
endfunction()
foreach(links IN ITEMS public private)
  add_library_tests(add_subdirectory ${links} "" "" -DRAMP_SOURCE=${PROJECT_SOURCE_DIR})
endforeach()
if(RAMP_TEST_DISPATCH)
  foreach(way IN ITEMS find_package add_subdirectory)
    foreach(links IN ITEMS dispatch named)
      add_library_tests(${way} ${links} short_catalogue ${short}/stage ${from_short})
    endforeach()
  endforeach()
endif()
