package io.havenfs.nfs.nfs2;

import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.xdr.XdrWriter;

/** The procedures of NFSv2, a row each (RFC 1094 §2.2). */
enum Procedure2 {
  NULL(0, new Kind.Empty()),
  GETATTR(1, new Kind.Read(Reading::getattr)),
  SETATTR(2, new Kind.Change(Writing::setattr, true)),
  /** Obsolete: MOUNT tells where to begin. */
  ROOT(3, new Kind.Empty()),
  LOOKUP(4, new Kind.Read(Reading::lookup)),
  READLINK(5, new Kind.Read(Reading::readlink)),
  READ(6, new Kind.Read(Reading::read)),
  /** Never came to be. */
  WRITECACHE(7, new Kind.Empty()),
  WRITE(8, new Kind.Change(Writing::write, false)),
  CREATE(9, new Kind.Change(Making::create, true)),
  REMOVE(10, new Kind.Change(Naming::remove, true)),
  RENAME(11, new Kind.Change(Naming::rename, true)),
  LINK(12, new Kind.Change(Naming::link, true)),
  SYMLINK(13, new Kind.Change(Making::symlink, true)),
  MKDIR(14, new Kind.Change(Making::mkdir, true)),
  RMDIR(15, new Kind.Change(Naming::rmdir, true)),
  READDIR(16, new Kind.Read(Listing::readdir)),
  STATFS(17, new Kind.Read(Reading::statfs));

  private static final Procedure2[] ROWS = values();

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // it holds functions without state
  private final Kind kind;

  /** How a procedure is served. */
  sealed interface Kind {
    /** Without arguments and results. */
    record Empty() implements Kind {}

    /** On the event loop, from the committed state. */
    record Read(Answer answer) implements Kind {}

    /**
     * By the sequencer.
     *
     * @param once whether it must not be done twice, so that its reply is remembered
     */
    record Change(Decoder decoder, boolean once) implements Kind {}
  }

  /** Reads a request's arguments, and writes what follows NFS_OK or throws the status. */
  @FunctionalInterface
  interface Answer {
    void write(Request2 request, XdrWriter out);
  }

  /** Reads a request's arguments, on the event loop. */
  @FunctionalInterface
  interface Decoder {
    Decision decode(Request2 request);
  }

  /** Does what is asked, on the sequencer, and writes what follows NFS_OK or throws the status. */
  @FunctionalInterface
  interface Decision {
    void decide(Transaction tx, XdrWriter out);
  }

  Procedure2(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  /** Its number in RFC 1094. */
  int number() {
    return number;
  }

  Kind kind() {
    return kind;
  }

  /** How many there are; they are numbered from 0. */
  static int count() {
    return ROWS.length;
  }

  /** The procedure with this number, which must be one. */
  static Procedure2 of(int number) {
    return ROWS[number];
  }
}
