#!/usr/bin/env bash
# headers.sh include/ramp: no header is longer than 250 lines, and no activation's, which catalogue.hpp includes, than 40;
# and each includes only what stands in its own row of README.md's table of files, or below.
set -euo pipefail
cd "$1"
status=0
wrong() {
    echo "$1"
    status=1
}
mapfile -t headers < <(find . -name '*.hpp' -printf '%P\n')
mapfile -t activations < <(sed -n 's|^#include <ramp/\([a-z0-9_]*\.hpp\)>$|\1|p' catalogue.hpp)
[[ ${#headers[@]} -gt 80 && ${#activations[@]} -gt 20 ]] || wrong "${#headers[@]} headers, ${#activations[@]} activations"

# check MOST FILE...
check() {
    local most=$1 file length
    shift
    for file; do
        length=$(wc -l < "$file")
        [[ $length -le $most ]] || wrong "$file has $length lines, more than $most"
    done
}
check 250 "${headers[@]}"
check 40 "${activations[@]}"

declare -A row_of=()
row=0
while read -r cell; do
    row=$((row + 1))
    for name in $cell; do
        if [[ $name == */ ]]; then
            for header in "$name"*; do row_of[$header]=$row; done
        elif [[ $name == ... ]]; then
            for header in "${activations[@]}"; do row_of[$header]=$row; done
        else
            row_of[$name]=$row
        fi
    done
done < <(sed -n '/^| files |/,/^$/p' README.md | sed 1,2d | cut -d'|' -f2 | tr -d '`,;')
for header in "${headers[@]}"; do
    [[ -n ${row_of[$header]:-} ]] || { wrong "README.md's table has no $header"; continue; }
    for included in $(sed -n 's|^#include <ramp/\(.*\)>$|\1|p' "$header"); do
        [[ ${row_of[$included]:-0} -ge ${row_of[$header]} ]] || wrong "$header includes $included, which stands above it"
    done
done
exit $status
