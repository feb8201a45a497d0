package io.havenfs.testkit.disk;

/**
 * The machine died in the middle of a disk operation, or before it. An {@code Error}, so that no
 * handler of the product's takes it for a failure to deal with.
 */
public final class SimulatedCrash extends Error {
  SimulatedCrash(String message) {
    super(message);
  }
}
