#!/usr/bin/env bash
# Peak memory of ocr on a picture, and the time of ocr --version.
#   tests/bench/cost.sh [PICTURE]
# Environment: OCR (program, default build/release/bin/ocr), MODEL (for --model, default none),
#              RUNS (of --version, default 20).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root=$here/../..
readonly ocr=${OCR:-$root/build/release/bin/ocr}
readonly runs=${RUNS:-20}
readonly picture=${1:-$root/samples/01_packing_list.jpg}
options=()
[ -z "${MODEL:-}" ] || options+=(--model "$MODEL")

[ -x "$ocr" ] || { echo "cost: $ocr is not built" >&2; exit 2; }

# GNU time where there is one, else the kernel's own account through Python.
peak_kilobytes() {
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -n 1
  elif command -v python3 >/dev/null; then
    python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
  else
    echo "SKIPPED: neither /usr/bin/time nor python3 is installed" >&2
    return 1
  fi
}

median() {
  sort -g | awk '{ v[NR] = $1 }
    END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

if [ -r "$picture" ]; then
  if peak=$(peak_kilobytes "$ocr" "${options[@]}" "$picture"); then
    awk -v kb="$peak" -v name="$(basename "$picture")" \
      'BEGIN { printf "memory: %s: peak %.1f MB\n", name, kb * 1024 / 1e6 }'
  fi
else
  echo "memory: SKIPPED: no picture at $picture"
fi

"$ocr" "${options[@]}" --version >/dev/null
for ((run = 0; run < runs; run++)); do
  start=${EPOCHREALTIME/./}
  "$ocr" "${options[@]}" --version >/dev/null
  echo $((${EPOCHREALTIME/./} - start))
done | median | awk -v runs="$runs" \
  '{ printf "start: ocr --version, median of %d: %.1f ms\n", runs, $1 / 1000 }'
