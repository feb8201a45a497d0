package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A compound being executed, as its operations see it: arguments and results, the state to read and
 * change, the current and saved filehandle and stateid (RFC 8881 section 16.2.3.1), and what
 * SEQUENCE established. One thread at a time.
 */
public final class Compound {
  /** Bytes of an accepted RPC reply before the results, with an AUTH_NONE verifier. */
  static final int REPLY_HEADER = 24;

  /** The longest result of a compound that no session limits: the largest READ and more. */
  static final int MAX_REPLY_WITHOUT_SESSION = NfsContext.MAX_IO + (32 << 10);

  private final RpcCall call;
  private final XdrWriter results;
  private final int minorVersion;
  private final int operations;
  private final InodeSource inodes;

  private int index;
  private int argumentsAt;
  private Op op = Op.SEQUENCE;
  private View view;
  private @Nullable Transaction transaction;
  private @Nullable Slot slot;
  private int replyLimit = Integer.MAX_VALUE;
  private boolean limitedByCache;
  private @Nullable Target current;
  private @Nullable Target saved;
  private boolean currentFresh;
  private Stateid currentStateid = Stateid.ANONYMOUS;
  private Stateid savedStateid = Stateid.ANONYMOUS;
  private @Nullable Bytes replayed;

  Compound(
      RpcCall call,
      XdrWriter results,
      int minorVersion,
      int operations,
      View view,
      InodeSource inodes) {
    this.call = call;
    this.results = results;
    this.minorVersion = minorVersion;
    this.operations = operations;
    this.view = view;
    this.inodes = inodes;
    if (minorVersion == 0) {
      replyLimit = MAX_REPLY_WITHOUT_SESSION;
    }
  }

  /** The arguments, positioned at those of the current operation. */
  public XdrReader arguments() {
    return call.arguments();
  }

  /** The reply, positioned after the current operation's status. */
  public XdrWriter results() {
    return results;
  }

  /** How many bytes the current operation may still append to the reply. */
  public int replyRoom() {
    return replyLimit - results.position();
  }

  /** The compound's minor version: 0, 1 or 2. */
  public int minorVersion() {
    return minorVersion;
  }

  /** How many operations the compound says it has. */
  public int operations() {
    return operations;
  }

  /** The position of the current operation, from 0. */
  public int index() {
    return index;
  }

  /** Tells the current operation, with its arguments as far as they are decoded, from others. */
  public long fingerprint() {
    int length = arguments().position() - argumentsAt;
    CRC32C crc = new CRC32C();
    crc.update(arguments().buffer().nioBuffer(argumentsAt, length));
    return (long) op.number() << 56 | (long) length << 32 | crc.getValue();
  }

  /** The call that carries the compound: where it came from, over which connection. */
  public RpcCall call() {
    return call;
  }

  /** Who calls, before squashing: the principal (RFC 8881 section 2.4.3) of client records. */
  public Credential principal() {
    return call.credential();
  }

  /** Bytes of the whole RPC request, header included (for {@code ca_maxrequestsize}). */
  public int requestSize() {
    return RequestSize.of(call);
  }

  /** The state to read: committed, or all that has been decided. */
  public View view() {
    return view;
  }

  /** The transaction; only operations whose row says that they change state have one. */
  public Transaction transaction() {
    if (transaction == null) {
      throw new IllegalStateException(op + " changes no state and has no transaction");
    }
    return transaction;
  }

  /** What SEQUENCE established, or null in a compound without. */
  public @Nullable Slot slot() {
    return slot;
  }

  /** The client on whose session this is. */
  public long clientId() {
    if (slot == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_OP_NOT_IN_SESSION);
    }
    return slot.clientId();
  }

  /** For SEQUENCE: the request is new, and holds {@code slot} from now on. */
  public void slot(Slot held) {
    slot = held;
    int largest = held.maxResponseSize();
    limitedByCache = held.cacheThis() && held.maxResponseSizeCached() < largest;
    replyLimit = (limitedByCache ? held.maxResponseSizeCached() : largest) - REPLY_HEADER;
  }

  /**
   * For SEQUENCE: the request is a retransmission, and {@code reply} (a whole COMPOUND4res) is its
   * answer. Nothing else is executed.
   */
  public void replay(Bytes reply) {
    replayed = reply;
  }

  // ---- filehandles -------------------------------------------------------------------------

  /** What the current filehandle stands for. */
  public Target current() {
    if (current == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOFILEHANDLE);
    }
    return current;
  }

  /**
   * The file that the current filehandle stands for, with its inode as it is now. A directory of
   * the pseudo file system is refused: NFS4ERR_ROFS to operations that change something,
   * NFS4ERR_ISDIR to others.
   */
  public Target.File file() {
    Target target = current();
    if (!(target instanceof Target.File file)) {
      throw Nfs4Exception.of(op.changes() ? Nfs4Status.NFS4ERR_ROFS : Nfs4Status.NFS4ERR_ISDIR);
    }
    if (currentFresh) {
      return file;
    }
    Target.File fresh = fresh(file);
    current = fresh;
    currentFresh = true;
    return fresh;
  }

  /** What the current filehandle stands for, a file with its inode as it is now. */
  public Target target() {
    return current() instanceof Target.Pseudo pseudo ? pseudo : file();
  }

  /** The inode of {@link #file()}. */
  public Inode inode() {
    return file().inode();
  }

  /** {@link #file()} for something that a read-only export forbids: NFS4ERR_ROFS. */
  public Target.File writableFile() {
    Target.File file = file();
    if (file.export().readOnly()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ROFS);
    }
    return file;
  }

  /** The caller as the export of the current filehandle sees it. */
  public Credentials credentials() {
    return file().export().credentials();
  }

  /** What the saved filehandle stands for. */
  public Target saved() {
    if (saved == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOFILEHANDLE);
    }
    return saved;
  }

  /** The file that the saved filehandle stands for, as it is now; like {@link #file()}. */
  public Target.File savedFile() {
    if (!(saved() instanceof Target.File file)) {
      throw Nfs4Exception.of(op.changes() ? Nfs4Status.NFS4ERR_ROFS : Nfs4Status.NFS4ERR_ISDIR);
    }
    return fresh(file);
  }

  /**
   * Sets the current filehandle to something just looked at. The current stateid becomes the
   * anonymous one.
   */
  public void current(Target target) {
    current = target;
    currentFresh = true;
    currentStateid = Stateid.ANONYMOUS;
  }

  /** Sets the current filehandle to an object in the current export. */
  public void current(Inode inode) {
    current(new Target.File(file().export(), inode));
  }

  /** After SECINFO: there is no current filehandle (RFC 8881 section 2.6.3.1.1.8). */
  public void forgetCurrent() {
    current = null;
    currentStateid = Stateid.ANONYMOUS;
  }

  /** SAVEFH: filehandle and stateid. */
  public void save() {
    saved = current();
    savedStateid = currentStateid;
  }

  /** RESTOREFH: filehandle and stateid. */
  public void restore() {
    current = saved();
    currentFresh = false;
    currentStateid = savedStateid;
  }

  // ---- stateids ----------------------------------------------------------------------------

  /** The current stateid; anonymous unless an operation set it since the filehandle was set. */
  public Stateid currentStateid() {
    return currentStateid;
  }

  /** For operations that return a stateid. */
  public void currentStateid(Stateid stateid) {
    currentStateid = stateid;
  }

  /** Puts the current stateid, with seqid 0, in the place of the special one that stands for it. */
  public Stateid resolve(Stateid given) {
    return given.equals(Stateid.CURRENT) ? currentState().withSeqid(0) : given;
  }

  /** The same keeping the seqid, for CLOSE and OPEN_DOWNGRADE (RFC 8881 section 8.2.3). */
  public Stateid resolveExactly(Stateid given) {
    return given.equals(Stateid.CURRENT) ? currentState() : given;
  }

  private Stateid currentState() {
    if (minorVersion == 0 || currentStateid.equals(Stateid.ANONYMOUS)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return currentStateid;
  }

  // ---- for the run -------------------------------------------------------------------------

  void begin(int operationIndex, Op operation) {
    index = operationIndex;
    op = operation;
    argumentsAt = arguments().position();
  }

  boolean inTransaction() {
    return transaction != null;
  }

  void enter(Transaction tx) {
    transaction = tx;
    view = tx;
    currentFresh = false;
  }

  /** Goes on with another view of the same state. */
  void look(View other) {
    view = other;
  }

  void changed() {
    currentFresh = false;
  }

  boolean hasCurrent() {
    return current != null;
  }

  boolean hasSaved() {
    return saved != null;
  }

  int replyLimit() {
    return replyLimit;
  }

  /** From now on the whole reply must not be longer than this. */
  void limitReply(int limit) {
    replyLimit = Math.min(replyLimit, limit);
  }

  /** Whether the reply is limited by what the slot can remember, not by what the client takes. */
  boolean limitedByCache() {
    return limitedByCache;
  }

  @Nullable Bytes replayed() {
    return replayed;
  }

  private Target.File fresh(Target.File file) {
    return new Target.File(file.export(), inodes.inode(view, file.inode().id()));
  }
}
