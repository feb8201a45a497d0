package io.havenfs.nfs.exports;

/** Whether a client may use an export. */
public sealed interface ExportDecision {
  /** The one value of {@link Refused}. */
  ExportDecision REFUSED = new Refused();

  /** The one value of {@link Pending}. */
  ExportDecision PENDING = new Pending();

  /** Yes, in the way of {@code access}. */
  record Granted(ExportAccess access) implements ExportDecision {}

  /** No: there is no such export, or not for this client. */
  record Refused() implements ExportDecision {}

  /**
   * Not known before the client's name is, which is being looked up: answer JUKEBOX or DELAY, or
   * wait with {@link Exports#whenKnown}.
   */
  record Pending() implements ExportDecision {}
}
