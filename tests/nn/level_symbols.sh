#!/bin/sh
# level_symbols.sh LEVEL OBJECT
# The kernels are compiled once a level of x86-64. Were an AVX-512 object to define a weak symbol
# under a name that other objects define too, the linker could pick it for every machine, and the
# program would die on one without AVX-512. So all that an object defines for others must carry
# its level's name, and nothing of it may run before main.
set -eu
level=$1
object=$2

symbols=$(nm -C "$object")
# Upper-case types are visible to the linker; u and i are unique and indirect. U is needed, not
# defined. DW.ref... is a pointer that is the same whatever the level.
strangers=$(printf '%s\n' "$symbols" | grep -E ' [A-TV-Zuvwi] ' |
  grep -v -e "inkline_eigen_$level::" -e "inkline::$level::" -e 'DW\.ref\.__gxx_personality_v0' \
    -e ' [vw] _*[a-z]*asan' -e ' [vw] __ubsan' -e ' __odr_asan' || true)
if [ -n "$strangers" ]; then
  echo "$object defines symbols without its level's name:"
  printf '%s\n' "$strangers"
  exit 1
fi
if ! printf '%s\n' "$symbols" | grep -q "inkline::$level::kKernels"; then
  echo "$object does not define inkline::$level::kKernels; is it the right file?"
  exit 1
fi
# AddressSanitizer registers globals before main; such a build is for the machine it is made on.
if nm "$object" | grep -q '_GLOBAL__sub_I' && ! nm "$object" | grep -q __asan_init; then
  echo "$object runs code before main"
  exit 1
fi
