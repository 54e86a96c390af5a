# The target ramp::dispatch, and ramp_dispatch() for activations of one's own: the kernels behind ramp::runtime_arch,
# compiled once for each instruction set, in the project that uses them. Included by the build tree and by the installed
# package.
include_guard(DIRECTORY)

# Sets the levels where it is called, since a directory's variables are not seen above it. Each level: its name, xsimd's
# name for it, and the flags for exactly what xsimd asks the processor for.
macro(ramp_set_levels)
  set(ramp_levels default)
  set(ramp_default_arch xsimd::default_arch)
  set(ramp_default_flags "")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    set(ramp_levels avx512 avx2 sse2)
    set(ramp_avx512_arch xsimd::avx512bw)
    set(ramp_avx512_flags -mavx512f -mavx512cd -mavx512dq -mavx512bw -mfma)
    set(ramp_avx2_arch xsimd::fma3<xsimd::avx2>)
    set(ramp_avx2_flags -mavx2 -mfma)
    set(ramp_sse2_arch xsimd::sse2)
    set(ramp_sse2_flags "")
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    set(ramp_levels neon64)
    set(ramp_neon64_arch xsimd::neon64)
    set(ramp_neon64_flags "")
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

# Compiles `code` with the flags, and appends the object file to the list. Of its symbols, only
# those are seen from outside that other code asks for by name: the kernels, the choice, and the streaming threshold,
# which is data that the whole program shares.
function(ramp_object name code flags object_list)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "${code}" @ONLY)
  add_library(${name} OBJECT ${source})
  target_link_libraries(${name} PRIVATE ramp::ramp)
  target_compile_options(${name} PRIVATE $<$<CONFIG:>:-O2> ${flags} -fno-lto $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL TRUE INTERPROCEDURAL_OPTIMIZATION FALSE
                                           POSITION_INDEPENDENT_CODE TRUE)
  set(object $<TARGET_OBJECTS:${name}>)
  if(RAMP_MERGING_LINKER)
    get_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    if(several_configurations)
      set(object ${CMAKE_CURRENT_BINARY_DIR}/$<CONFIG>/${name}.o)
    else()
      set(object ${CMAKE_CURRENT_BINARY_DIR}/${name}.o)
    endif()
    add_custom_command(
      OUTPUT ${object} DEPENDS ${name} $<TARGET_OBJECTS:${name}>
      COMMAND ${RAMP_MERGING_LINKER} -r --force-group-allocation -o ${object} $<TARGET_OBJECTS:${name}>
      COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=_ZN4ramp6KernelI*E3runE*
              --keep-global-symbol=_ZN4ramp13runtime_levelE --keep-global-symbol=_ZN4ramp20choose_runtime_levelEv
              --keep-global-symbol=_ZN4ramp17runtime_arch_nameEv
              --keep-global-symbol=_ZN4ramp27streaming_threshold_settingE ${object}
      COMMENT "Hiding all symbols of ${name}.o but its kernels" VERBATIM)
  endif()
  list(APPEND ${object_list} ${object})
  set(${object_list} ${${object_list}} PARENT_SCOPE)
endfunction()

# A static library of the activations' kernels, one object file for each level, beside the objects in ARGN.
function(ramp_kernel_library library includes activations)
  ramp_set_levels()
  set(objects ${ARGN})
  list(JOIN activations ", " activations)
  foreach(level IN LISTS ramp_levels)
    ramp_object(${library}_${level}
                "${includes}template struct ramp::Kernels<${ramp_${level}_arch}, ${activations}>;\n"
                "${ramp_${level}_flags}" objects)
  endforeach()
  add_library(${library} STATIC ${objects})
  set_target_properties(${library} PROPERTIES EXCLUDE_FROM_ALL TRUE LINKER_LANGUAGE CXX)
endfunction()

# ramp_dispatch(<target> HEADERS <header>... ACTIVATIONS <type>...) links ramp::dispatch to the target, and the kernels
# of these activations, each a class with its element type, such as own::Sigmoid<float>. They are declared in the
# headers, which are compiled with the target's include directories and definitions, and say
# `static constexpr bool dispatched = true`.
function(ramp_dispatch target)
  ramp_set_levels()
  cmake_parse_arguments(PARSE_ARGV 1 ramp "" "" "HEADERS;ACTIVATIONS")
  if(ramp_UNPARSED_ARGUMENTS OR NOT ramp_HEADERS OR NOT ramp_ACTIVATIONS)
    message(FATAL_ERROR "usage: ramp_dispatch(<target> HEADERS <header>... ACTIVATIONS <type>...)")
  endif()
  set(includes "")
  foreach(header IN LISTS ramp_HEADERS)
    cmake_path(ABSOLUTE_PATH header)
    string(APPEND includes "#include \"${header}\"\n")
  endforeach()
  set(library ${target}_kernels)
  if(TARGET ${library})
    message(FATAL_ERROR "ramp_dispatch: ${target} has its kernels already; name all headers and activations in one call")
  endif()
  ramp_kernel_library(${library} "${includes}#include <ramp/core/kernels.hpp>\n" "${ramp_ACTIVATIONS}")
  get_target_property(type ${target} TYPE)
  set(scope PRIVATE)
  set(prefix "")
  if(type STREQUAL INTERFACE_LIBRARY)
    set(scope INTERFACE)
    set(prefix INTERFACE_)
  endif()
  foreach(level IN LISTS ramp_levels)
    target_include_directories(${library}_${level} PRIVATE $<TARGET_PROPERTY:${target},${prefix}INCLUDE_DIRECTORIES>)
    target_compile_definitions(
      ${library}_${level}
      PRIVATE $<FILTER:$<TARGET_PROPERTY:${target},${prefix}COMPILE_DEFINITIONS>,EXCLUDE,^RAMP_DISPATCH$>)
  endforeach()
  target_link_libraries(${target} ${scope} ramp::dispatch ${library})
endfunction()

get_property(ramp_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
if(NOT TARGET ramp_dispatch AND "CXX" IN_LIST ramp_languages)
  set(ramp_objects "")
  ramp_object(ramp_dispatch_choice "#include <ramp/core/choice.hpp>\n" "" ramp_objects)
  ramp_kernel_library(ramp_dispatch "#include <ramp/ramp.hpp>\n#include <ramp/core/kernels.hpp>\n"
    "ramp::catalogue<float>;ramp::catalogue<double>;ramp::ChannelPReLU<float>;ramp::ChannelPReLU<double>"
    ${ramp_objects})
  target_link_libraries(ramp_dispatch PUBLIC ramp::ramp)
  target_compile_definitions(ramp_dispatch INTERFACE RAMP_DISPATCH)
  add_library(ramp::dispatch ALIAS ramp_dispatch)
endif()
