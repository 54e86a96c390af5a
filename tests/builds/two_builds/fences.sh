#!/bin/sh
# A function that stores past the caches must order these stores before it returns, which no result can show on one
# thread: fences.sh objdump object... looks for the fence in every such function.
set -eu
objdump=$1
shift
"$objdump" -d --no-show-raw-insn "$@" | awk '
    function judge() {
        if (!streams) return
        ++functions
        if (!fenced) { print name ": streams, and no fence follows"; failed = 1 }
    }
    /^[0-9a-f]+ <.*>:$/ { judge(); name = $2; streams = fenced = 0 }
    $2 ~ /^v?movnt/ { streams = 1; fenced = 0 }
    $2 == "sfence" { fenced = 1 }
    END {
        judge()
        print functions + 0 " functions stream"
        exit failed || functions == 0
    }
'
