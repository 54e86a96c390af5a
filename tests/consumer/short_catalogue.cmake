# cmake -DSOURCE=... -DFOLDER=... -P short_catalogue.cmake: in FOLDER, ramp's source with ReLU alone in its catalogue, and
# the same installed, for consumers that would otherwise compile the kernels of all activations.
file(REMOVE_RECURSE ${FOLDER})
file(COPY ${SOURCE}/CMakeLists.txt ${SOURCE}/include ${SOURCE}/.packaging DESTINATION ${FOLDER}/source)
set(header ${FOLDER}/source/include/ramp/catalogue.hpp)
file(READ ${header} text)
string(REGEX REPLACE "tuple<[^;]*;" "tuple<ReLU<T>>;" text "${text}")
file(CONFIGURE OUTPUT ${header} @ONLY CONTENT "${text}")
foreach(command IN ITEMS "-S ${FOLDER}/source -B ${FOLDER}/build -DRAMP_BUILD_TESTS=OFF -DRAMP_BUILD_EXAMPLES=OFF"
                         "--install ${FOLDER}/build --prefix ${FOLDER}/stage")
  separate_arguments(arguments UNIX_COMMAND "${command}")
  execute_process(COMMAND ${CMAKE_COMMAND} ${arguments} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
