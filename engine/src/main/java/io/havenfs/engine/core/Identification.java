package io.havenfs.engine.core;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives a new service its identity, and a new write verifier where writes may have been lost.
 *
 * @param loss what else may have been lost, client state above all
 * @param mayDiffer whether other copies may differ in what no log names
 * @param format fills a new service
 */
record Identification(
    boolean isNew, Optional<Loss> loss, boolean mayDiffer, Consumer<Transaction> format)
    implements Change {
  @Override
  public void decide(Transaction tx) {
    tx.require(Durability.DISK);
    tx.put(Meta.TABLE, Meta.WRITE_VERIFIER, tx.random());
    loss.ifPresent(lost -> lost.note(tx));
    if (mayDiffer) {
      tx.put(Meta.TABLE, Meta.MAY_DIFFER, 1L);
    }
    if (isNew) {
      tx.put(Meta.TABLE, Meta.SERVICE_ID, tx.random());
      format.accept(tx);
    }
  }

  @Override
  public void committed() {}

  @Override
  public void failed(Throwable cause) {}
}
