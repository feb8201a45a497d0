package io.havenfs.engine.core;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;

/** Notes that all copies were compared since they may have begun to differ. */
record Compared() implements Change {
  @Override
  public void decide(Transaction tx) {
    tx.delete(Meta.TABLE, Meta.MAY_DIFFER);
  }

  @Override
  public void committed() {}

  @Override
  public void failed(Throwable cause) {}
}
