#!/bin/sh
# symbols.sh NM PROGRAM_OBJECT WIDE_OBJECT...: of what a wide object defines, another object can see the kernels, each
# with the instruction set of that object and ramp's version in its name, and the streaming threshold, which is data; so
# nothing that the program defines or uses under another name is ever wide code. And the program does use the kernels.
set -eu
nm=$1 program=$2
shift 2
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
"$nm" --extern-only "$program" | awk '{ print $NF }' | sort -u > "$folder/program"
failed=0
for object; do
    case $object in
        *_avx512.dir/*) arch=5xsimd8avx512bwE ;;
        *_avx2.dir/*) arch=5xsimd4fma3INS2_4avx2EEE ;;
    esac
    "$nm" --extern-only --defined-only "$object" | awk '{ print $(NF - 1), $NF }' | sort -u > "$folder/wide"
    if grep -vE "^[TW] _ZN4ramp6KernelINS_9ExecutionIN${arch}NS_7BuildOfILj4294967295E(Li[0-9]+E){3}EE.*E3runE|^[DBVu] _ZN4ramp27streaming_threshold_settingE" "$folder/wide"; then
        echo "can be seen outside of $object, and is none of its kernels"
        failed=1
    fi
    awk '{ print $2 }' "$folder/wide" | sort | comm -12 - "$folder/program" > "$folder/shared"
    echo "$(wc -l < "$folder/wide") symbols of $(basename "$object") can be seen, $(wc -l < "$folder/shared") are used by the program"
    if ! grep -q _ZN4ramp6Kernel "$folder/shared"; then
        echo "the program uses no kernel of $object: this test tests nothing"
        failed=1
    fi
done
exit $failed
