# The target ramp::dispatch and the function ramp_dispatch(): the kernels behind ramp::runtime_arch, compiled once for
# each instruction set, in the project that uses them. Included by the build tree and by the installed package.
include_guard(DIRECTORY)

# Windows' object files cannot hide what kernels share with the program, which then might run wide code where a machine
# has none of it.
if(WIN32)
  function(ramp_dispatch)
    message(FATAL_ERROR "ramp_dispatch: not for Windows. Link ramp::ramp, and compile with the flags of an instruction set")
  endfunction()
  if(NOT TARGET ramp::dispatch)
    add_library(ramp::dispatch INTERFACE IMPORTED GLOBAL)
    target_link_libraries(ramp::dispatch INTERFACE ramp::dispatch_is_not_for_Windows)  # CMake says that there is no such target
  endif()
  return()
endif()

# Sets the instruction sets, named as in core/dispatch/levels.hpp, and the flags for exactly what xsimd asks the
# processor for. The last is what every machine has. A macro, since a directory's variables are not seen above it.
macro(ramp_set_levels)
  set(ramp_levels baseline)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    set(ramp_levels avx512 avx2 sse2)
    set(ramp_sse2_flags -march=x86-64)
    set(ramp_avx512_flags -march=x86-64 -mavx512f -mavx512cd -mavx512dq -mavx512bw -mfma)
    set(ramp_avx2_flags -march=x86-64 -mavx2 -mfma -mf16c)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    set(ramp_levels neon64)
  endif()
endmacro()

# The linker that merges a kernel object's COMDAT groups into it, after which its symbols can be hidden: GNU's, which
# need not be the one that the project links with. Elsewhere nothing is hidden.
if(NOT DEFINED RAMP_MERGING_LINKER)
  set(RAMP_MERGING_LINKER "" CACHE INTERNAL "The linker that merges COMDAT groups for ramp's kernels")
  set(ramp_linkers ${CMAKE_LINKER})
  if(NOT CMAKE_CROSSCOMPILING)
    list(APPEND ramp_linkers ld.bfd ld)
  endif()
  foreach(linker IN LISTS ramp_linkers)
    execute_process(COMMAND ${linker} --help OUTPUT_VARIABLE linker_help ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed AND linker_help MATCHES "--force-group-allocation" AND CMAKE_OBJCOPY)
      set(RAMP_MERGING_LINKER ${linker} CACHE INTERNAL "The linker that merges COMDAT groups for ramp's kernels")
      break()
    endif()
  endforeach()
  if(NOT RAMP_MERGING_LINKER)
    message(STATUS "ramp::dispatch: without GNU ld and objcopy, what kernels share with the program is not hidden from it")
  endif()
endif()

# Compiles a kernel object. Of its symbols, only those are seen from outside that other code asks for by name: the
# kernels, their choice, and the streaming threshold, which is data that the whole program shares.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/ramp_compile_kernels.sh @ONLY CONTENT [=[
"$@" || exit
for argument; do
  test "$previous" != -o || object=$argument
  previous=$argument
done
case $object in *.o) ;; *) exit ;; esac
'@RAMP_MERGING_LINKER@' -r --force-group-allocation -o "$object.merged" "$object" &&
'@CMAKE_OBJCOPY@' --wildcard --keep-global-symbol='_ZN4ramp6KernelI*E3runE*' --keep-global-symbol='_ZN4ramp6ChoiceI*' \
  --keep-global-symbol=_ZN4ramp27streaming_threshold_settingE "$object.merged" "$object" &&
rm "$object.merged" || { rm -f "$object"; exit 1; }
]=])

# A static library of kernels, and the object libraries that it is made of, ${library}_${level} for each level, with an
# object file for each element of ARGN, which are types with commas between them; one for softmax and cross_entropy, which
# are always compiled; and one for the choice. With halves, another one for each of a float.
function(ramp_add_kernels library includes halves)
  ramp_set_levels()
  set(all ${ARGN} "ramp::SoftmaxRows<float>, ramp::SoftmaxRows<double>")
  if(halves)
    foreach(type IN LISTS ARGN ITEMS ramp::SoftmaxRows<float>)
      list(APPEND all "ramp::OnHalves<ramp::float16, ${type}>, ramp::OnHalves<ramp::bfloat16, ${type}>")
    endforeach()
    string(APPEND includes "#include <ramp/half.hpp>\n")
  endif()
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${library})
  set(choice ${folder}/choice.cpp)
  file(CONFIGURE OUTPUT ${choice} @ONLY CONTENT "#include <ramp/core/dispatch/choice.hpp>\n")
  foreach(level IN LISTS ramp_levels)
    set(sources "")
    foreach(types IN LISTS all)
      string(MAKE_C_IDENTIFIER ${types} name)
      list(APPEND sources ${folder}/${level}/${name}.cpp)
      file(CONFIGURE OUTPUT ${folder}/${level}/${name}.cpp @ONLY CONTENT
           "${includes}#include <ramp/softmax.hpp>\n#include <ramp/core/dispatch/kernels.hpp>\ntemplate struct ramp::Kernels<ramp::levels::${level}, ${types}>;\n")
    endforeach()
    set(objects ${library}_${level})
    add_library(${objects} OBJECT ${sources})
    target_link_libraries(${objects} PRIVATE ramp::ramp)
    # Whatever the program is built with, kernels have the speed and the results that ramp promises, and those of two
    # programs that are linked together are the same. Nobody steps through them, and with sanitizers g++ takes half an
    # hour for them.
    target_compile_options(${objects} PRIVATE -O2 -g0 -fno-fast-math -fexceptions -fno-lto -fno-sanitize=address,undefined
                                              $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique> ${ramp_${level}_flags})
    set_target_properties(${objects} PROPERTIES EXCLUDE_FROM_ALL TRUE INTERPROCEDURAL_OPTIMIZATION FALSE
                                                POSITION_INDEPENDENT_CODE TRUE UNITY_BUILD FALSE)
    if(RAMP_MERGING_LINKER)
      set(launcher sh ${CMAKE_BINARY_DIR}/ramp_compile_kernels.sh ${CMAKE_CXX_COMPILER_LAUNCHER})
      set_target_properties(${objects} PROPERTIES CXX_COMPILER_LAUNCHER "${launcher}")
    endif()
  endforeach()
  target_sources(${objects} PRIVATE ${choice})  # of the last level, which every machine has
  list(TRANSFORM ramp_levels REPLACE "(.+)" "$<TARGET_OBJECTS:${library}_\\1>")
  add_library(${library} STATIC ${ramp_levels})
  set_target_properties(${library} PROPERTIES EXCLUDE_FROM_ALL TRUE LINKER_LANGUAGE CXX)
endfunction()

# ramp_dispatch(<target> [HALVES] [HEADERS <header>...] ACTIVATIONS <type>...) lets the target's array calls use the
# kernels of these activations, each a class with its element type: ramp's own, such as ramp::ELU<float>, or others, which
# say `static constexpr bool dispatched = true` and are declared in the headers. These are compiled with the target's
# include directories and definitions. With HALVES, arrays of float16 and bfloat16 have kernels too, three times as many.
# Without ACTIVATIONS, all that catalogue.hpp lists.
#
# A static library has the kernels in its archive, and can be installed and exported: what is ramp's stays inside.
function(ramp_dispatch target)
  cmake_parse_arguments(PARSE_ARGV 1 ramp "HALVES" "" "HEADERS;ACTIVATIONS")
  if(ramp_UNPARSED_ARGUMENTS OR ((ramp_HEADERS OR ramp_HALVES) AND NOT ramp_ACTIVATIONS))
    message(FATAL_ERROR "usage: ramp_dispatch(<target> [HALVES] [HEADERS <header>...] ACTIVATIONS <type>...)")
  endif()
  get_target_property(type ${target} TYPE)
  set(scope PRIVATE)
  set(prefix "")
  if(type STREQUAL INTERFACE_LIBRARY)
    set(scope INTERFACE)
    set(prefix INTERFACE_)
  endif()
  ramp_set_levels()
  set(kernels ramp_dispatch)
  if(ramp_ACTIVATIONS)
    set(kernels ${target}_kernels)
    if(TARGET ${kernels})
      message(FATAL_ERROR "ramp_dispatch: ${target} has its kernels already; name all headers and activations in one call")
    endif()
    set(includes "#include <ramp/catalogue.hpp>\n")
    foreach(header IN LISTS ramp_HEADERS)
      cmake_path(ABSOLUTE_PATH header)
      string(APPEND includes "#include \"${header}\"\n")
    endforeach()
    ramp_add_kernels(${kernels} "${includes}" ${ramp_HALVES} ${ramp_ACTIVATIONS})
    foreach(level IN LISTS ramp_levels)
      target_include_directories(${kernels}_${level} PRIVATE $<TARGET_PROPERTY:${target},${prefix}INCLUDE_DIRECTORIES>)
      target_compile_definitions(${kernels}_${level} PRIVATE $<TARGET_PROPERTY:${target},${prefix}COMPILE_DEFINITIONS>)
    endforeach()
  endif()
  if(type STREQUAL STATIC_LIBRARY)
    list(TRANSFORM ramp_levels REPLACE "(.+)" "$<TARGET_OBJECTS:${kernels}_\\1>")
    target_sources(${target} PRIVATE ${ramp_levels})
    set(kernels "")
  endif()
  target_link_libraries(${target} ${scope} $<BUILD_INTERFACE:ramp::ramp> $<BUILD_INTERFACE:${kernels}>)
  target_compile_definitions(${target} ${scope} $<BUILD_INTERFACE:RAMP_DISPATCH> $<$<BOOL:${ramp_HALVES}>:$<BUILD_INTERFACE:RAMP_DISPATCH_HALVES>>)
endfunction()

# ramp::dispatch: the kernels of all of catalogue.hpp, one object file for each class and level. It counts as imported, so
# that a static library that links it can be exported: the project that links that library then finds ramp, and compiles
# the kernels.
get_property(ramp_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
if(NOT TARGET ramp_dispatch AND "CXX" IN_LIST ramp_languages)
  file(READ ${CMAKE_CURRENT_LIST_DIR}/catalogue.hpp ramp_catalogue)
  string(REGEX MATCH "tuple<[^;]*;" ramp_catalogue "${ramp_catalogue}")
  string(REGEX MATCHALL "[A-Za-z0-9_]+<T>" ramp_classes "${ramp_catalogue}")
  list(TRANSFORM ramp_classes REPLACE "(.+)<T>" "ramp::\\1<float>, ramp::\\1<double>")
  ramp_add_kernels(ramp_dispatch "#include <ramp/catalogue.hpp>\n" OFF ${ramp_classes})
  add_library(ramp::dispatch INTERFACE IMPORTED GLOBAL)
  target_link_libraries(ramp::dispatch INTERFACE ramp::ramp ramp_dispatch)
  target_compile_definitions(ramp::dispatch INTERFACE RAMP_DISPATCH)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/catalogue.hpp)
endif()
