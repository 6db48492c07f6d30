#!/usr/bin/env bash
# The numbers we promise, one line each, with the bar beside it.
#   tests/bench/bars.sh DATA [UNIPEN]
# DATA has pages/cmu16720 and characters/nist26_valid.mat; UNIPEN is an unpacked UNIPEN release.
# What is missing is skipped, and said so. Environment: as race.sh; TOOLS for ocr-tools, BENCH for
# stages_bench.
# Status 1 when a bar was missed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root=$here/../..
readonly data=${1:?usage: bars.sh DATA [UNIPEN]}
readonly unipen=${2:-}
readonly tools=${TOOLS:-$root/build/release/bin/ocr-tools}
readonly pages=$data/pages/cmu16720
missed=0
options=()
[ -z "${MODEL:-}" ] || options+=(--model "$MODEL")

# bar NAME VALUE at-least|at-most BAR UNIT
bar() {
  local verdict=ok
  awk -v v="$2" -v b="$4" -v way="$3" \
    'BEGIN { exit !(way == "at-least" ? v >= b : v <= b) }' || verdict=MISSED
  [ "$verdict" = ok ] || missed=1
  printf '%-44s %8.2f %s  (%s %s)  %s\n' "$1" "$2" "$5" "${3/-/ }" "$4" "$verdict"
}

skip() { printf '%-44s SKIPPED: %s\n' "$1" "$2"; }

# json FILE EXPRESSION: a number from a report, times 100.
percent_from() { jq -r "100 * ($2)" "$1"; }

# row_error SET FILE: of the search, from a report of test-lines.
row_error() { percent_from "$2" ".sets[] | select(.name == \"$1\") | .search.cer"; }

command -v jq >/dev/null || { echo "bars: jq is not installed" >&2; exit 2; }
report=$(mktemp)
trap 'rm -f "$report"' EXIT

if [ -d "$pages" ]; then
  "$tools" evaluate "$pages" --letters-and-digits --json "${options[@]}" >"$report"
  bar "four pages, letters and digits" \
    "$(percent_from "$report" '1 - .total.characters.micro')" at-least 99 %
  bar "  the worst of them" \
    "$(percent_from "$report" '1 - ([.pages[].characters.rate] | max)')" at-least 94 %
else
  skip "four pages" "no $pages"
fi

# page_bar NAME COLUMNS BAR [OPTION...]: character error rate of the pages of pages/index.tsv
page_bar() {
  local name=$1 columns=$2 bar=$3
  shift 3
  "$tools" evaluate "$data/pages" --where "$columns" --json "$@" "${options[@]}" >"$report"
  bar "$name" "$(percent_from "$report" .total.characters.micro)" at-most "$bar" %
}

if [ -r "$data/pages/index.tsv" ]; then
  page_bar "hand-print, letters and digits" writing=print,layout=rows 14 --letters-and-digits
  bar "  rows found" "$(percent_from "$report" .total.rows_found_share)" at-least 97 %
  page_bar "hand-print, strict" writing=print,layout=rows 9
  page_bar "half joined, strict" writing=half,layout=rows 18
  page_bar "joined, strict" writing=joined,layout=rows 30
  page_bar "IAM lines, strict" set=iam_lines 12 --only 'iam_lines/a0*'
else
  skip "pages" "no index.tsv in $data/pages"
fi

if [ -r "$data/characters/nist26_valid.mat" ]; then
  "$tools" test --data "mat:$data/characters/nist26_valid.mat" --alphabet A-Z --json \
    "${options[@]}" >"$report"
  bar "NIST26 capitals" "$(percent_from "$report" .first.accuracy)" at-least 97 %
else
  skip "NIST26 capitals" "no nist26_valid.mat in $data/characters"
fi

if [ -n "$unipen" ]; then
  "$tools" test --data "unipen:$unipen" --split held-out --json "${options[@]}" >"$report"
  bar "UNIPEN, writers held out, no context" \
    "$(percent_from "$report" .first.accuracy)" at-least 75 %
  bar "  among the first five" "$(percent_from "$report" .top.accuracy)" at-least 96.5 %

  "$tools" test-lines --data "unipen:$unipen" --rows 500 --json "${options[@]}" >"$report"
  bar "UNIPEN lines, writers held out, strict" "$(row_error lines "$report")" at-most 20 %
  codes=$(row_error codes "$report")
  bar "UNIPEN codes, writers held out" "$codes" at-most 10 %
  bar "confidence of rows, calibration error" \
    "$(percent_from "$report" .calibration_error)" at-most 3 %
  "$tools" test-lines --data "unipen:$unipen" --rows 500 --sets codes --language none --json \
    "${options[@]}" >"$report"
  bar "codes, with the language over without" \
    "$(jq -n "$codes / $(row_error codes "$report")")" at-most 1.05 "  "
else
  skip "UNIPEN, writers held out" "no UNIPEN folder was named"
fi

if [ -d "$data/binarise" ]; then
  "$tools" evaluate-binarise "$data/binarise" --json >"$report"
  bar "ink masks, mean F-measure" "$(percent_from "$report" .mean.f_measure)" at-least 89 %
else
  skip "ink masks" "no $data/binarise"
fi

race=$("$here/race.sh" "$pages/01_list.jpg")
case $race in
  *SKIPPED*) skip "time against Tesseract" "${race##*SKIPPED: }" ;;
  *) bar "time against Tesseract, 01_list.jpg" "${race##*ratio }" at-most 0.4 "  " ;;
esac

cost=$("$here/cost.sh" "$pages/04_deep.jpg")
peak=$(sed -n 's/^memory:.*peak \([0-9.]*\) MB$/\1/p' <<<"$cost")
if [ -n "$peak" ]; then
  bar "peak memory, 04_deep.jpg" "$peak" at-most 220 MB
else
  skip "peak memory" "no picture, or nothing to measure it with"
fi
bar "size of ocr with all models" \
  "$(jq -n "$(stat -Lc %s "${OCR:-$root/build/release/bin/ocr}") / 1000000")" at-most 15 MB
bar "ocr --version" "$(sed -n 's/^start:.*: \([0-9.]*\) ms$/\1/p' <<<"$cost")" at-most 15 ms

stages=${BENCH:-$root/build/release/bench/stages_bench}
if [ -x "$stages" ] && [ -r "$pages/04_deep.jpg" ]; then
  read -r ratio _ < <("$stages" "$pages/04_deep.jpg" --ratio 15)
  bar "stages before classification, over decoding" "$ratio" at-most 2.5 "  "
  bar "  bytes a pixel" "$("$stages" "$pages/04_deep.jpg" --peak)" at-most 12 "  "
else
  skip "stages before classification" "no picture, or built without -DINKLINE_BENCHMARKS=ON"
fi
exit "$missed"
