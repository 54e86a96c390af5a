# `conan create .packaging/conan` makes a package of the source around it.
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, cmake_layout
from conan.tools.files import copy, load

required_conan_version = ">=2.0"


class RampConan(ConanFile):
    name = "ramp"
    description = "Neural-network activation functions for numbers, SIMD batches and arrays"
    license = "MIT"
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    implements = ["auto_header_only"]
    generators = "CMakeToolchain", "CMakeDeps"

    @property
    def _source(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        header = load(self, os.path.join(self._source, "include", "ramp", "version.hpp"))
        self.version = ".".join(re.findall(r"version_\w+ = (\d+)", header))

    def export_sources(self):
        for pattern in "CMakeLists.txt", "LICENSE", "include/*", ".packaging/*":
            copy(self, pattern, self._source, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("xsimd/[>=8.1]")

    def validate(self):
        check_min_cppstd(self, 20)

    def build(self):
        CMake(self).configure({"RAMP_BUILD_TESTS": False, "RAMP_BUILD_EXAMPLES": False})

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        # ramp's own package has all targets and ramp_dispatch(); Conan would make one that has ramp::ramp alone.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["share/cmake/ramp"]
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
