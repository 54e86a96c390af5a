#!/bin/sh
# suite.sh DISPATCH LEVEL PROGRAM: runs the program on the kernels for this level, if `DISPATCH LEVEL` says that it can
# (77: skipped, this machine has no such instructions).
"$1" "$2" || exit $?
RAMP_ARCH=$2 exec "$3"
