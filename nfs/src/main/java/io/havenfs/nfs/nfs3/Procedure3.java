package io.havenfs.nfs.nfs3;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.NfsContext;

/**
 * The procedures of NFSv3, a row each (RFC 1813 §3). Every fact about a procedure that more than
 * its own class needs is here.
 */
public enum Procedure3 {
  NULL(0, Effect.NONE, FailureBody.NOTHING, 0),
  GETATTR(1, Effect.NONE, FailureBody.NOTHING, Size.STATUS + Size.FATTR),
  SETATTR(2, Effect.ONCE, FailureBody.WCC, Size.STATUS + Size.WCC),
  LOOKUP(3, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.HANDLE + 2 * Size.ATTRIBUTES),
  ACCESS(4, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + 4),
  READLINK(
      5, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + Size.LONGEST_PATH),
  READ(6, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + 12 + Size.DATA),
  WRITE(7, Effect.REPEATABLE, FailureBody.WCC, Size.STATUS + Size.WCC + 16),
  CREATE(8, Effect.ONCE, FailureBody.WCC, Size.MADE),
  MKDIR(9, Effect.ONCE, FailureBody.WCC, Size.MADE),
  SYMLINK(10, Effect.ONCE, FailureBody.WCC, Size.MADE),
  MKNOD(11, Effect.ONCE, FailureBody.WCC, Size.MADE),
  REMOVE(12, Effect.ONCE, FailureBody.WCC, Size.STATUS + Size.WCC),
  RMDIR(13, Effect.ONCE, FailureBody.WCC, Size.STATUS + Size.WCC),
  RENAME(14, Effect.ONCE, FailureBody.TWO_WCC, Size.STATUS + 2 * Size.WCC),
  LINK(15, Effect.ONCE, FailureBody.ATTRIBUTES_AND_WCC, Size.STATUS + Size.ATTRIBUTES + Size.WCC),
  READDIR(16, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.DATA),
  READDIRPLUS(17, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.DATA),
  FSSTAT(18, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + 52),
  FSINFO(19, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + 48),
  PATHCONF(20, Effect.NONE, FailureBody.ATTRIBUTES, Size.STATUS + Size.ATTRIBUTES + 24),
  COMMIT(21, Effect.REPEATABLE, FailureBody.WCC, Size.STATUS + Size.WCC + 8);

  /** What executing a procedure does to the service, and so how a retransmission is treated. */
  public enum Effect {
    /** Changes nothing that a client could tell apart: answered on the event loop. */
    NONE,
    /** Changes something; a second execution does the same again and harms nobody. */
    REPEATABLE,
    /** Must not be executed twice: the reply goes into the duplicate-request memory. */
    ONCE
  }

  /** What follows the status in a reply that is not NFS3_OK. */
  public enum FailureBody {
    NOTHING,
    /** {@code post_op_attr} of the request's first object. */
    ATTRIBUTES,
    /** {@code wcc_data} of the request's first object. */
    WCC,
    /** {@code wcc_data} of the first, then of the second object. */
    TWO_WCC,
    /** {@code post_op_attr} of the first, {@code wcc_data} of the second object. */
    ATTRIBUTES_AND_WCC
  }

  /** Bytes of what replies are made of. */
  static final class Size {
    static final int STATUS = 4;
    static final int FATTR = 84;
    static final int ATTRIBUTES = 4 + FATTR;
    static final int WCC = 4 + 24 + ATTRIBUTES;
    static final int HANDLE = 4 + FileHandle.LENGTH;
    static final int MADE = STATUS + 4 + HANDLE + ATTRIBUTES + WCC;
    static final int LONGEST_PATH = 4 + 4096;
    static final int DATA = NfsContext.MAX_IO;

    private Size() {}
  }

  private static final Procedure3[] ROWS = values();

  private final int number;
  private final Effect effect;
  private final FailureBody failureBody;
  private final int largestReply;

  Procedure3(int number, Effect effect, FailureBody failureBody, int largestReply) {
    this.number = number;
    this.effect = effect;
    this.failureBody = failureBody;
    this.largestReply = largestReply;
  }

  /** How many procedures there are; they are numbered from 0. */
  public static int count() {
    return ROWS.length;
  }

  /** The procedure with this number, which must be one. */
  public static Procedure3 of(int number) {
    return ROWS[number];
  }

  /** The procedure's number in RFC 1813. */
  public int number() {
    return number;
  }

  /** What executing it does. */
  public Effect effect() {
    return effect;
  }

  /** What a failed reply carries. */
  public FailureBody failureBody() {
    return failureBody;
  }

  /** The most bytes that its results can have. */
  public int largestReply() {
    return largestReply;
  }

  /** Whether it lists a directory. */
  public boolean isListing() {
    return this == READDIR || this == READDIRPLUS;
  }

  /** Whether its replies are remembered. */
  public boolean isRemembered() {
    return effect == Effect.ONCE;
  }
}
