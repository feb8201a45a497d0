package io.havenfs.bench.protocol;

/** NFSv3 keeps nothing for a client. */
public final class Nfs3Client implements Client {
  private final Nfs3 protocol = new Nfs3();

  @Override
  public Protocol slot(int slot) {
    return protocol;
  }

  @Override
  public Protocol setup() {
    return protocol;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
