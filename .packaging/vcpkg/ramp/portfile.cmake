# An overlay port of the source around it. CMake's package can be moved as it is, and is found where it is installed.
set(VCPKG_BUILD_TYPE release)
set(source ${CURRENT_PORT_DIR}/../../..)
vcpkg_cmake_configure(SOURCE_PATH ${source} OPTIONS -DRAMP_BUILD_TESTS=OFF -DRAMP_BUILD_EXAMPLES=OFF)
vcpkg_cmake_install()
vcpkg_fixup_pkgconfig()
file(INSTALL ${CMAKE_CURRENT_LIST_DIR}/usage DESTINATION ${CURRENT_PACKAGES_DIR}/share/${PORT})
vcpkg_install_copyright(FILE_LIST ${source}/LICENSE)
