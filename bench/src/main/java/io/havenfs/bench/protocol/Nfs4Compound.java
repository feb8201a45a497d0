package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** A COMPOUND of minor version 1 (RFC 8881 section 16.2) that is made again and again. */
final class Nfs4Compound implements Step {
  private static final int MINOR_VERSION = 1;
  private static final int COMPOUND = 1;
  private static final int SMALL = 512;
  private static final int MAX_TAG = 1024;

  private final int bytes;
  private final int sizeHint;
  private final Nfs4Operation[] operations;

  private Nfs4Compound(int bytes, int sizeHint, Nfs4Operation[] operations) {
    this.bytes = bytes;
    this.sizeHint = sizeHint;
    this.operations = operations;
  }

  static Nfs4Compound of(Nfs4Operation... operations) {
    return new Nfs4Compound(0, SMALL, operations);
  }

  /** A compound that reads {@code bytes} bytes. */
  static Nfs4Compound reading(int bytes, Nfs4Operation... operations) {
    return new Nfs4Compound(bytes, SMALL, operations);
  }

  /** A compound that writes {@code bytes} bytes. */
  static Nfs4Compound writing(int bytes, Nfs4Operation... operations) {
    return new Nfs4Compound(bytes, SMALL + bytes, operations);
  }

  @Override
  public int procedure() {
    return COMPOUND;
  }

  @Override
  public String name() {
    return operations[operations.length - 1].name();
  }

  @Override
  public int sizeHint() {
    return sizeHint;
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public void accept(XdrWriter writer) {
    writer.int32(0);
    writer.int32(MINOR_VERSION);
    writer.int32(operations.length);
    for (Nfs4Operation operation : operations) {
      writer.int32(operation.number());
      operation.arguments().accept(writer);
    }
  }

  @Override
  public void results(XdrReader reader) {
    int status = reader.int32();
    reader.skipOpaque(MAX_TAG);
    int count = reader.length(operations.length);
    NfsStatus.requireOk(count == 0 ? "COMPOUND" : operations[count - 1].name(), status);
    if (count < operations.length) {
      throw new BenchException("COMPOUND: results of " + operations[count].name() + " are missing");
    }
    for (Nfs4Operation operation : operations) {
      takeResult(operation, reader);
    }
  }

  private static void takeResult(Nfs4Operation operation, XdrReader reader) {
    int number = reader.int32();
    if (number != operation.number()) {
      throw new BenchException(operation.name() + ": answered with operation " + number);
    }
    NfsStatus.requireOk(operation.name(), reader.int32());
    operation.results().accept(reader);
  }
}
