#!/bin/sh
# Propose the repairs of a folder as a patch, look at its size, and let git apply it: patch.sh FOLDER
set -eu

folder=${1:-.}
patch=$(mktemp)
trap 'rm -f "$patch"' EXIT

repair diff "$folder" > "$patch"
git apply --stat "$patch"
git apply --check "$patch"
git apply "$patch"
