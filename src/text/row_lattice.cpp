#include <inkline/text/row_lattice.hpp>

#include <cstddef>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// From piece to piece in order, none leading outside.
template <class Arcs>
void check_arcs(const Arcs& arcs, int pieces) {
  int before = 0;
  for (const auto& arc : arcs) {
    if (arc.from < before || arc.to <= arc.from || arc.to > pieces) {
      throw Error(Fault::defect, "row_lattice: an arc is out of order or leads outside");
    }
    before = arc.from;
  }
}

}  // namespace

void check_lattice(const RowLattice& lattice, int classes) {
  if (lattice.pieces < 0 || lattice.gaps.size() != static_cast<std::size_t>(lattice.pieces)) {
    throw Error(Fault::defect, "row_lattice: pieces and gaps do not match");
  }
  check_arcs(lattice.arcs, lattice.pieces);
  check_arcs(lattice.unclear, lattice.pieces);
  for (const LatticeArc& arc : lattice.arcs) {
    for (const LatticeReading& reading : arc.readings) {
      if (reading.character < LatticeReading::kDirt || reading.character >= classes) {
        throw Error(Fault::defect, "row_lattice: a reading is no class of the alphabet");
      }
    }
  }
}

}  // namespace inkline
