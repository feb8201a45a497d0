package io.havenfs.host.address;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * An address on this host, from {@link #acquire} until {@link #close}.
 *
 * <p>Unless it is loopback it is there only as long as this process {@linkplain #renew says so}:
 * see {@link AddressKeeper}. Thread-safe.
 */
public sealed interface AddressHold extends AutoCloseable {
  /**
   * Puts the address on this host. Blocks for some milliseconds.
   *
   * @param port of the service: while nobody listens there, callers get no answer, not a refusal
   * @param patienceMillis how long the address outlives the last {@link #renew}
   * @throws IOException when it cannot be; says which address, device and why
   */
  static AddressHold acquire(Alias address, int port, long patienceMillis) throws IOException {
    return address.isLoopback()
        ? new Loopback(address)
        : new Kept(address, AddressKeeper.start(address, port, patienceMillis));
  }

  /**
   * Takes the address off this host if it is there from an earlier life. Blocks for some
   * milliseconds; returns whether there was something to do.
   */
  static boolean clear(Alias address) throws IOException {
    return !address.isLoopback() && AddressKeeper.clear(address);
  }

  /** The address. */
  Alias address();

  /** Says that the address is to stay for another while; must be called several times in one. */
  void renew();

  /** Completes when the address is not on this host any more, whoever took it away. */
  CompletableFuture<Void> gone();

  /** Takes the address away; returns when it is gone. */
  @Override
  void close();

  /** An address of 127.0.0.0/8. */
  record Loopback(Alias address, CompletableFuture<Void> gone) implements AddressHold {
    Loopback(Alias address) {
      this(address, new CompletableFuture<>());
    }

    @Override
    public void renew() {
      // It cannot go away.
    }

    @Override
    public void close() {
      gone.complete(null);
    }
  }

  /** An address that a keeper process has put on a device. */
  record Kept(Alias address, AddressKeeper keeper) implements AddressHold {
    @Override
    public void renew() {
      keeper.renew();
    }

    @Override
    public CompletableFuture<Void> gone() {
      return keeper.ended();
    }

    @Override
    public void close() {
      keeper.close();
    }
  }
}
