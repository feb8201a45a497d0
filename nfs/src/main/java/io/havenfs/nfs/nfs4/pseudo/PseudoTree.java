package io.havenfs.nfs.nfs4.pseudo;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportTable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tree that the exports' paths make. Immutable; depends on nothing but the paths. */
final class PseudoTree {
  private final PseudoNode root;
  private final Map<Long, PseudoNode> byId = new HashMap<>();
  private final Map<Integer, PseudoNode> byExport = new HashMap<>();

  PseudoTree(ExportTable exports) {
    Draft draft = new Draft(new byte[0], Name.of(""));
    for (Export export : exports.exports()) {
      draft.at(export.path().components()).exportId = OptionalInt.of(export.fsid());
    }
    root = draft.build(draft.id());
    index(root);
  }

  PseudoNode root() {
    return root;
  }

  /** The node with this id, or null. */
  @Nullable PseudoNode node(long id) {
    return byId.get(id);
  }

  /** The node at the path of an export, or null. */
  @Nullable PseudoNode ofExport(int exportId) {
    return byExport.get(exportId);
  }

  /** The parent of a node; the root is its own. */
  PseudoNode parent(PseudoNode node) {
    PseudoNode parent = byId.get(node.parent());
    return parent == null ? root : parent;
  }

  private void index(PseudoNode node) {
    byId.put(node.id(), node);
    if (node.exportId().isPresent()) {
      byExport.put(node.exportId().getAsInt(), node);
    }
    node.children().forEach(this::index);
  }

  /** A directory of the tree while it grows. */
  private static final class Draft {
    /** Cookies below stand for the beginning, "." and "..". */
    private static final long FIRST_ID = 3;

    private final byte[] path;
    private final Name name;
    private final Map<Name, Draft> children = new TreeMap<>();
    private OptionalInt exportId = OptionalInt.empty();

    Draft(byte[] path, Name name) {
      this.path = path;
      this.name = name;
    }

    Draft at(List<byte[]> components) {
      Draft draft = this;
      for (byte[] component : components) {
        draft = draft.children.computeIfAbsent(new Name(component), draft::below);
      }
      return draft;
    }

    private Draft below(Name component) {
      ByteBuffer longer = ByteBuffer.allocate(path.length + 1 + component.length());
      longer.put(path).put((byte) '/').put(component.bytes());
      return new Draft(longer.array(), component);
    }

    /** The first 63 bits of the path's SHA-256. */
    long id() {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
        return Math.max(FIRST_ID, ByteBuffer.wrap(hash).getLong() >>> 1);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    PseudoNode build(long parent) {
      long id = id();
      List<PseudoNode> built = new ArrayList<>();
      for (Draft child : children.values()) {
        built.add(child.build(id));
      }
      built.sort(Comparator.comparingLong(PseudoNode::id));
      return new PseudoNode(id, parent, name, exportId, List.copyOf(built));
    }
  }
}
