package io.havenfs.nfs.nfs4.pseudo;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.service.Admission;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.rpc.RpcCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pseudo file system as one caller sees it, and the crossings between it and the exports.
 * Thread-safe: the tree is rebuilt when the list of exports has changed.
 */
public final class PseudoFs {
  private static final int MODE = 0555;
  private static final long SIZE = 4096;

  private final Supplier<ExportTable> table;
  private final Admission admission;
  private final FileSystem files;
  private volatile Snapshot snapshot =
      new Snapshot(ExportTable.EMPTY, new PseudoTree(ExportTable.EMPTY));

  /**
   * The tree of what is exported.
   *
   * @param table gives the exports in force
   */
  public PseudoFs(Supplier<ExportTable> table, Admission admission, FileSystem files) {
    this.table = table;
    this.admission = admission;
    this.files = files;
  }

  private record Snapshot(ExportTable exports, PseudoTree tree) {}

  /** What PUTROOTFH stands for. */
  public Target root(View view, RpcCall call) {
    return target(view, call, tree().root());
  }

  /** A directory of the tree by its handle's number; STALE when there is none (any more). */
  public Target node(long id) {
    PseudoNode node = tree().node(id);
    if (node == null) {
      throw FsException.of(Status.STALE);
    }
    return new Target.Pseudo(inode(node));
  }

  /** LOOKUP in a directory of the tree. */
  public Target lookup(View view, RpcCall call, Target.Pseudo directory, Name name) {
    for (PseudoNode child : present(directory).children()) {
      if (child.name().equals(name) && visible(call, child)) {
        return target(view, call, child);
      }
    }
    throw FsException.of(Status.NO_ENTRY);
  }

  /** LOOKUPP in a directory of the tree. */
  public Target parent(View view, RpcCall call, Target.Pseudo directory) {
    PseudoNode node = present(directory);
    if (node.id() == node.parent()) {
      throw FsException.of(Status.NO_ENTRY);
    }
    return target(view, call, tree().parent(node));
  }

  /**
   * LOOKUPP at the root of an export: the directory above it, in the innermost export around it
   * that the caller may use, or in the tree.
   */
  public Target above(View view, RpcCall call, Target.File root) {
    PseudoTree tree = tree();
    PseudoNode node = tree.ofExport(root.export().exportId());
    if (node == null || node.id() == node.parent()) {
      throw FsException.of(Status.NO_ENTRY);
    }
    for (PseudoNode outer = node; outer.id() != outer.parent(); ) {
      outer = tree.parent(outer);
      AdmittedExport access = access(call, outer);
      if (access != null) {
        return new Target.File(access, files.inode(view, root.inode().parent()));
      }
    }
    return new Target.Pseudo(inode(tree.parent(node)));
  }

  /**
   * The same directory seen through the inner export when {@code found}, reached inside an export,
   * is the root of one below it that the caller may use.
   */
  public Target.File cross(RpcCall call, Target.File found) {
    PseudoNode node = tree().ofExport(found.export().exportId());
    if (node == null || !node.hasExportsBelow() || !found.inode().isDirectory()) {
      return found;
    }
    AdmittedExport inner = rootedAt(call, node, found.inode().id());
    return inner == null ? found : new Target.File(inner, found.inode());
  }

  /** Whether LOOKUPs in this export may have to {@link #cross}. */
  public boolean hasExportsBelow(int exportId) {
    PseudoNode node = tree().ofExport(exportId);
    return node != null && node.hasExportsBelow();
  }

  /** What {@code mounted_on_fileid} is at the root of an export (RFC 8881 section 5.8.2.19). */
  public long mountedOn(int exportId, long rootFileId) {
    PseudoNode node = tree().ofExport(exportId);
    return node == null || node.id() == node.parent() ? rootFileId : node.id();
  }

  /** The entries of a directory of the tree that the caller may see, in the order of cookies. */
  public List<PseudoEntry> list(View view, RpcCall call, Target.Pseudo directory) {
    List<PseudoEntry> entries = new ArrayList<>();
    for (PseudoNode child : present(directory).children()) {
      if (visible(call, child)) {
        entries.add(new PseudoEntry(child.id(), child.name(), target(view, call, child)));
      }
    }
    return entries;
  }

  private Target target(View view, RpcCall call, PseudoNode node) {
    AdmittedExport access = access(call, node);
    return access == null
        ? new Target.Pseudo(inode(node))
        : new Target.File(access, files.inode(view, access.rootFileId()));
  }

  private boolean visible(RpcCall call, PseudoNode node) {
    if (access(call, node) != null) {
      return true;
    }
    for (PseudoNode child : node.children()) {
      if (visible(call, child)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable AdmittedExport rootedAt(RpcCall call, PseudoNode node, long fileId) {
    for (PseudoNode child : node.children()) {
      AdmittedExport access = access(call, child);
      if (access != null && access.rootFileId() == fileId) {
        return access;
      }
      AdmittedExport below = rootedAt(call, child, fileId);
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  /** The export at a node, if there is one and the caller may use it. */
  private @Nullable AdmittedExport access(RpcCall call, PseudoNode node) {
    if (node.exportId().isEmpty()) {
      return null;
    }
    try {
      return admission.admit(node.exportId().getAsInt(), call);
    } catch (FsException refused) {
      if (refused.status() == Status.DELAY) {
        throw refused;
      }
      return null;
    }
  }

  private PseudoNode present(Target.Pseudo directory) {
    PseudoNode node = tree().node(directory.inode().id());
    if (node == null) {
      throw FsException.of(Status.STALE);
    }
    return node;
  }

  private PseudoTree tree() {
    ExportTable now = table.get();
    Snapshot known = snapshot;
    if (known.exports() != now) {
      known = new Snapshot(now, new PseudoTree(now));
      snapshot = known;
    }
    return known.tree();
  }

  /**
   * A node as an inode: owned by root, never written, as old as time; changes with its children.
   */
  private static Inode inode(PseudoNode node) {
    int links = 2 + node.children().size();
    long change = node.children().hashCode() & 0xffff_ffffL;
    return new Inode(
        node.id(),
        0,
        FileType.DIRECTORY,
        MODE,
        links,
        0,
        0,
        SIZE,
        0,
        0,
        0,
        0,
        0,
        0,
        change,
        node.parent(),
        node.children().size(),
        0,
        Inode.INLINE,
        0,
        0,
        false);
  }
}
