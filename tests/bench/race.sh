#!/usr/bin/env bash
# Wall time of ocr against Tesseract with one thread, whole processes, in turns.
#   tests/bench/race.sh [PICTURE]
# Environment: OCR (program, default build/release/bin/ocr), MODEL (for --model, default none),
#              RUNS (default 10).
# Prints the median of both times and the median of the ratios of neighbouring runs. Status 0 also
# when Tesseract or the picture is missing: it says SKIPPED then.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root=$here/../..
readonly ocr=${OCR:-$root/build/release/bin/ocr}
readonly runs=${RUNS:-10}
readonly picture=${1:-$root/samples/01_packing_list.jpg}

skip() { echo "race: SKIPPED: $*"; exit 0; }

[ -x "$ocr" ] || { echo "race: $ocr is not built" >&2; exit 2; }
[ -r "$picture" ] || skip "no picture at $picture"
command -v tesseract >/dev/null || skip "tesseract is not installed (apt-get install tesseract-ocr)"

our_command=("$ocr" "$picture")
[ -z "${MODEL:-}" ] || our_command+=(--model "$MODEL")

run_ours() { "${our_command[@]}" >/dev/null; }
run_theirs() { OMP_THREAD_LIMIT=1 tesseract "$picture" stdout >/dev/null 2>&1; }

# Microseconds that a command takes.
microseconds_of() {
  local start=${EPOCHREALTIME/./}
  "$@"
  echo $((${EPOCHREALTIME/./} - start))
}

# Median of the numbers on standard input, one a line.
median() {
  sort -g | awk '{ v[NR] = $1 }
    END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# The first run of each fills the caches and does not count.
run_ours
run_theirs
ours=()
theirs=()
ratios=()
for ((run = 0; run < runs; run++)); do
  ours+=("$(microseconds_of run_ours)")
  theirs+=("$(microseconds_of run_theirs)")
  ratios+=("$(awk -v a="${ours[-1]}" -v b="${theirs[-1]}" 'BEGIN { print a / b }')")
done

awk -v picture="$(basename "$picture")" -v runs="$runs" \
  -v ours="$(printf '%s\n' "${ours[@]}" | median)" \
  -v theirs="$(printf '%s\n' "${theirs[@]}" | median)" \
  -v ratio="$(printf '%s\n' "${ratios[@]}" | median)" 'BEGIN {
    printf "race: %s, %d runs: ocr %.1f ms, tesseract %.1f ms, ratio %.3f\n",
      picture, runs, ours / 1000, theirs / 1000, ratio }'
