package io.havenfs.nfs.nfs4.pseudo;

import io.havenfs.engine.model.Name;
import java.util.List;
import java.util.OptionalInt;

/**
 * One directory of the tree above the exports.
 *
 * @param id a hash of the path; positive
 * @param parent the parent's id; its own for the root
 * @param name the last component of the path; empty for the root
 * @param exportId the export whose path this is
 * @param children in the order of their ids, which is the order of listings
 */
record PseudoNode(
    long id, long parent, Name name, OptionalInt exportId, List<PseudoNode> children) {

  /** Whether an export lies below. */
  boolean hasExportsBelow() {
    return !children.isEmpty();
  }
}
