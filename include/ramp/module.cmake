# The target ramp::module, for `import ramp;`: a module is compiled in the project that imports it, with that project's
# flags, if it sets RAMP_MODULE. Included by the build tree and by the installed package.
if(RAMP_MODULE AND NOT TARGET ramp_module)
  if(CMAKE_VERSION VERSION_LESS 3.28)
    message(FATAL_ERROR "RAMP_MODULE needs CMake 3.28 or newer")
  endif()
  add_library(ramp_module STATIC)
  add_library(ramp::module ALIAS ramp_module)
  target_sources(ramp_module PUBLIC FILE_SET CXX_MODULES BASE_DIRS ${CMAKE_CURRENT_LIST_DIR}
                                    FILES ${CMAKE_CURRENT_LIST_DIR}/ramp.cppm)
  target_link_libraries(ramp_module PUBLIC ramp::ramp)
  set_target_properties(ramp_module PROPERTIES EXCLUDE_FROM_ALL TRUE POSITION_INDEPENDENT_CODE TRUE)
endif()
