#!/bin/sh
# Law 12 for two objects: symbols.sh nm objdump baseline wide [pattern]. A function that both define, of which the
# linker keeps either, must be no function of ramp's or xsimd's, and must hold no instruction that only the wide build's
# machine has, wherever it comes from. With a pattern, the builds are for one instruction set, and share xsimd's functions
# where nothing is optimised: the function's name must not have the pattern.
set -eu
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for object in "$3" "$4"; do
    "$1" --defined-only "$object" | awk '$2 == "W" { print $3 }' | sort > "$folder/$(test "$object" = "$3" && echo baseline || echo wide)"
done
pattern=${5:-4ramp|5xsimd}
ours=$(grep -cE "$pattern" "$folder/wide")
shared=$(comm -12 "$folder/baseline" "$folder/wide" | tee "$folder/shared" | wc -l)
echo "$ours functions of ramp and xsimd in the wide build; $shared functions in both builds"
test "$ours" -gt 0 || { echo "the wide build defines none of ours: this test tests nothing"; exit 1; }
# The standard library's functions of halves, a span's or an array's, are as much the program's as those of floats.
if sed -E "s/N4ramp4HalfINS[0-9A-Z]*_(7Brain16|8Binary16)E//g" "$folder/shared" | grep -E "$pattern"; then
    echo "in both builds, so that the linker may keep the wide one for the baseline"
    exit 1
fi
test -z "${5:-}" || exit 0
"$2" -d --no-show-raw-insn "$4" | awk -v list="$folder/shared" '
    BEGIN { while ((getline name < list) > 0) shared[name] = 1 }
    /^[0-9a-f]+ <.*>:$/ { name = substr($2, 2, length($2) - 3) }
    name in shared && $2 ~ /^(v.*|shlx|shrx|sarx|rorx|andn|bzhi|bextr|blsr|blsi|blsmsk|pdep|pext|mulx|lzcnt|popcnt|movbe)$/ { print name ": " $0; found = 1 }
    END { exit found }
' || { echo "wide instructions in a function of both builds"; exit 1; }
