/**
 * How a compound is run.
 *
 * <p>{@link io.havenfs.nfs.nfs4.compound.Compounds} takes a call on its connection's event loop.
 * Operations are decoded and executed one after the other, straight from the argument buffer into
 * the reply buffer; no tree of arguments is ever built. As long as operations only read, they run
 * right there against the committed state, and a compound of nothing else is answered there. At the
 * first operation that may change state (its row in {@link io.havenfs.nfs.nfs4.proto.Op} says so)
 * the compound moves to the sequencer, and that operation and all that follow are decided in one
 * transaction: one entry of the log, and the reply leaves when it is committed. What was read
 * before the move needs no repetition, because operations of a compound are not atomic together
 * (RFC 8881 section 2.10.6.4); only the current and saved files are looked at afresh.
 *
 * <p>One reading operation may move, too: a READDIR of a client some of whose changes are not
 * committed yet, so that a listing never falls behind what the same client did before it.
 *
 * <p>When such a compound did something that must not be done twice, its reply is put as the slot's
 * remembered reply in that same transaction ({@link io.havenfs.nfs.nfs4.compound.Slot}).
 *
 * <p>Minor version 0 has no slots: there the reply goes into the duplicate-request memory that
 * NFSv3 uses, unless all that was done is numbered by an owner, which remembers its own reply.
 *
 * <p>An operation checks first and changes afterwards: if it throws, it has changed nothing. The
 * operations before it stay done, and their results are in the reply.
 */
@NullMarked
package io.havenfs.nfs.nfs4.compound;

import org.jspecify.annotations.NullMarked;
