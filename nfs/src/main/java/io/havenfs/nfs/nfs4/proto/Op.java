package io.havenfs.nfs.nfs4.proto;

import static io.havenfs.nfs.nfs4.proto.Op.Effect.ONCE;
import static io.havenfs.nfs.nfs4.proto.Op.Effect.READS;
import static io.havenfs.nfs.nfs4.proto.Op.Effect.REPEATABLE;
import static io.havenfs.nfs.nfs4.proto.Op.Needs.BOTH;
import static io.havenfs.nfs.nfs4.proto.Op.Needs.CURRENT;
import static io.havenfs.nfs.nfs4.proto.Op.Needs.NOTHING;
import static io.havenfs.nfs.nfs4.proto.Op.Needs.SAVED;
import static io.havenfs.nfs.nfs4.proto.Op.Place.ALONE;
import static io.havenfs.nfs.nfs4.proto.Op.Place.ALONE_OR_IN_SESSION;
import static io.havenfs.nfs.nfs4.proto.Op.Place.FIRST;
import static io.havenfs.nfs.nfs4.proto.Op.Place.IN_SESSION;

import org.jspecify.annotations.Nullable;

/**
 * The table of operations: one row of facts per operation (RFC 8881 section 17, RFC 7862 section
 * 15, RFC 8276 section 8.4). What executes an operation is bound to its row elsewhere; a row that
 * nothing is bound to answers NFS4ERR_NOTSUPP, a number without a row NFS4ERR_OP_ILLEGAL.
 */
public enum Op {
  ACCESS(3, 0, IN_SESSION, CURRENT, READS, 8),
  CLOSE(4, 0, IN_SESSION, CURRENT, ONCE, 16),
  COMMIT(5, 0, IN_SESSION, CURRENT, REPEATABLE, 8),
  CREATE(6, 0, IN_SESSION, CURRENT, ONCE, 36),
  DELEGPURGE(7, 0, IN_SESSION, NOTHING, READS, 0),
  DELEGRETURN(8, 0, IN_SESSION, CURRENT, READS, 0),
  GETATTR(9, 0, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  GETFH(10, 0, IN_SESSION, CURRENT, READS, 132),
  LINK(11, 0, IN_SESSION, BOTH, ONCE, 20),
  LOCK(12, 0, IN_SESSION, CURRENT, ONCE, 16),
  LOCKT(13, 0, IN_SESSION, CURRENT, READS, 1056),
  LOCKU(14, 0, IN_SESSION, CURRENT, ONCE, 16),
  LOOKUP(15, 0, IN_SESSION, CURRENT, READS, 0),
  LOOKUPP(16, 0, IN_SESSION, CURRENT, READS, 0),
  NVERIFY(17, 0, IN_SESSION, CURRENT, READS, 0),
  OPEN(18, 0, IN_SESSION, CURRENT, ONCE, 76),
  OPENATTR(19, 0, IN_SESSION, CURRENT, READS, 0),
  OPEN_CONFIRM(20, 0, IN_SESSION, CURRENT, ONCE, 16),
  OPEN_DOWNGRADE(21, 0, IN_SESSION, CURRENT, ONCE, 16),
  PUTFH(22, 0, IN_SESSION, NOTHING, READS, 0),
  PUTPUBFH(23, 0, IN_SESSION, NOTHING, READS, 0),
  PUTROOTFH(24, 0, IN_SESSION, NOTHING, READS, 0),
  READ(25, 0, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  READDIR(26, 0, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  READLINK(27, 0, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  REMOVE(28, 0, IN_SESSION, CURRENT, ONCE, 20),
  RENAME(29, 0, IN_SESSION, BOTH, ONCE, 40),
  RENEW(30, 0, IN_SESSION, NOTHING, READS, 0),
  RESTOREFH(31, 0, IN_SESSION, SAVED, READS, 0),
  SAVEFH(32, 0, IN_SESSION, CURRENT, READS, 0),
  SECINFO(33, 0, IN_SESSION, CURRENT, READS, 64),
  SETATTR(34, 0, IN_SESSION, CURRENT, ONCE, 16),
  SETCLIENTID(35, 0, IN_SESSION, NOTHING, REPEATABLE, 264),
  SETCLIENTID_CONFIRM(36, 0, IN_SESSION, NOTHING, REPEATABLE, 0),
  VERIFY(37, 0, IN_SESSION, CURRENT, READS, 0),
  WRITE(38, 0, IN_SESSION, CURRENT, REPEATABLE, 16),
  RELEASE_LOCKOWNER(39, 0, IN_SESSION, NOTHING, REPEATABLE, 0),

  BACKCHANNEL_CTL(40, 1, IN_SESSION, NOTHING, REPEATABLE, 0),
  BIND_CONN_TO_SESSION(41, 1, ALONE, NOTHING, READS, 24),
  EXCHANGE_ID(42, 1, ALONE_OR_IN_SESSION, NOTHING, ONCE, 4096),
  CREATE_SESSION(43, 1, ALONE_OR_IN_SESSION, NOTHING, ONCE, 96),
  DESTROY_SESSION(44, 1, ALONE_OR_IN_SESSION, NOTHING, ONCE, 0),
  FREE_STATEID(45, 1, IN_SESSION, NOTHING, ONCE, 0),
  GET_DIR_DELEGATION(46, 1, IN_SESSION, CURRENT, READS, 64),
  GETDEVICEINFO(47, 1, IN_SESSION, NOTHING, READS, Op.UNBOUNDED),
  GETDEVICELIST(48, 1, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  LAYOUTCOMMIT(49, 1, IN_SESSION, CURRENT, READS, 12),
  LAYOUTGET(50, 1, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  LAYOUTRETURN(51, 1, IN_SESSION, CURRENT, READS, 20),
  SECINFO_NO_NAME(52, 1, IN_SESSION, CURRENT, READS, 64),
  SEQUENCE(53, 1, FIRST, NOTHING, READS, 36),
  SET_SSV(54, 1, IN_SESSION, NOTHING, READS, 64),
  TEST_STATEID(55, 1, IN_SESSION, NOTHING, READS, Op.UNBOUNDED),
  WANT_DELEGATION(56, 1, IN_SESSION, CURRENT, READS, 64),
  DESTROY_CLIENTID(57, 1, ALONE_OR_IN_SESSION, NOTHING, ONCE, 0),
  RECLAIM_COMPLETE(58, 1, IN_SESSION, NOTHING, ONCE, 0),

  ALLOCATE(59, 2, IN_SESSION, CURRENT, ONCE, 0),
  COPY(60, 2, IN_SESSION, BOTH, ONCE, 64),
  COPY_NOTIFY(61, 2, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  DEALLOCATE(62, 2, IN_SESSION, CURRENT, ONCE, 0),
  IO_ADVISE(63, 2, IN_SESSION, CURRENT, READS, 8),
  LAYOUTERROR(64, 2, IN_SESSION, CURRENT, READS, 0),
  LAYOUTSTATS(65, 2, IN_SESSION, CURRENT, READS, 0),
  OFFLOAD_CANCEL(66, 2, IN_SESSION, CURRENT, REPEATABLE, 0),
  OFFLOAD_STATUS(67, 2, IN_SESSION, CURRENT, READS, 20),
  READ_PLUS(68, 2, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  SEEK(69, 2, IN_SESSION, CURRENT, READS, 12),
  WRITE_SAME(70, 2, IN_SESSION, CURRENT, READS, 36),
  CLONE(71, 2, IN_SESSION, BOTH, READS, 0),
  GETXATTR(72, 2, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  SETXATTR(73, 2, IN_SESSION, CURRENT, ONCE, 20),
  LISTXATTRS(74, 2, IN_SESSION, CURRENT, READS, Op.UNBOUNDED),
  REMOVEXATTR(75, 2, IN_SESSION, CURRENT, ONCE, 20);

  /** A reading operation whose result is as long as the session lets it be. */
  public static final int UNBOUNDED = -1;

  /** The number that stands for numbers without a row in results (RFC 8881 section 16.2.3). */
  public static final int ILLEGAL = 10044;

  /** The lowest and the highest number that has a row. */
  public static final int LOWEST = 3;

  /** See {@link #LOWEST}. */
  public static final int HIGHEST = 75;

  private static final @Nullable Op[] BY_NUMBER = byNumber();

  private final int number;
  private final int firstMinor;
  private final Place place;
  private final Needs needs;
  private final Effect effect;
  private final int largestResult;

  Op(int number, int firstMinor, Place place, Needs needs, Effect effect, int largestResult) {
    this.number = number;
    this.firstMinor = firstMinor;
    this.place = place;
    this.needs = needs;
    this.effect = effect;
    this.largestResult = largestResult;
  }

  /** Where in a compound an operation may stand. */
  public enum Place {
    /** Only at the beginning: SEQUENCE. */
    FIRST,
    /** After SEQUENCE. */
    IN_SESSION,
    /** After SEQUENCE, or as the only operation. */
    ALONE_OR_IN_SESSION,
    /** As the only operation. */
    ALONE
  }

  /** Which filehandles must be set. */
  public enum Needs {
    NOTHING,
    CURRENT,
    SAVED,
    BOTH
  }

  /** What executing an operation does to the service's state. */
  public enum Effect {
    /** Nothing that must be agreed on: it is executed where the request arrived. */
    READS,
    /** It changes state, and executing it again does no harm: its reply need not be remembered. */
    REPEATABLE,
    /** It changes state and must not be executed twice: its reply is remembered with its effect. */
    ONCE
  }

  /** The row of operation {@code number} in a minor version, or null when it is illegal there. */
  public static @Nullable Op of(int number, int minorVersion) {
    if (number < LOWEST || number > HIGHEST) {
      return null;
    }
    Op op = BY_NUMBER[number];
    return op != null && op.firstMinor <= minorVersion ? op : null;
  }

  /** {@code nfs_opnum4}. */
  public int number() {
    return number;
  }

  /** The first minor version that defines it. */
  public int firstMinor() {
    return firstMinor;
  }

  public Place place() {
    return place;
  }

  public Needs needs() {
    return needs;
  }

  public Effect effect() {
    return effect;
  }

  /** Whether it is executed in a transaction. */
  public boolean changes() {
    return effect != Effect.READS;
  }

  /** Whether in minor version 0 the owner's sequence keeps it from being executed twice. */
  public boolean isNumbered() {
    return switch (this) {
      case OPEN, OPEN_CONFIRM, OPEN_DOWNGRADE, CLOSE, LOCK, LOCKU -> true;
      default -> false;
    };
  }

  /**
   * The most bytes of a successful result after its status, or {@link #UNBOUNDED}. An operation
   * that changes something is not begun unless that much fits into the reply.
   */
  public int largestResult() {
    return largestResult;
  }

  private static @Nullable Op[] byNumber() {
    @Nullable Op[] all = new @Nullable Op[HIGHEST + 1];
    for (Op op : values()) {
      all[op.number] = op;
    }
    return all;
  }
}
