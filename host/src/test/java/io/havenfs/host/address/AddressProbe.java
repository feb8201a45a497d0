package io.havenfs.host.address;

/**
 * A process that holds an address, for {@link AddressHoldTest}: {@code ADDRESS PATIENCE_MILLIS}.
 * Prints "up" when it has it, announces it, and renews it until its standard input ends. {@code
 * rehearse} only rehearses that.
 */
final class AddressProbe {
  private AddressProbe() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("rehearse")) {
      Rehearsal.run();
      System.out.println("rehearsed");
      return;
    }
    Alias address = Alias.parse(args[0]);
    long patience = Long.parseLong(args[1]);
    try (AddressHold hold = AddressHold.acquire(address, 2049, patience)) {
      Announcer.announce(address);
      System.out.println("up");
      Thread renewing =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (!hold.gone().isDone()) {
                      hold.renew();
                      java.util.concurrent.locks.LockSupport.parkNanos(patience * 100_000);
                    }
                  });
      while (System.in.read() >= 0) {
        // Until the end.
      }
      renewing.interrupt();
    }
    System.out.println("down");
  }
}
