package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.nfs.nfs4.attr.AttributeReader;
import io.havenfs.nfs.nfs4.attr.NewAttributes;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;

/** {@code openflag4}: whether and how an OPEN creates (RFC 8881 section 18.16.1). */
sealed interface OpenHow {
  /** The file has to be there. */
  record NoCreate() implements OpenHow {}

  /** The file is made if it is not there, or must not be there. */
  record Create(CreateMode mode, NewAttributes attributes) implements OpenHow {}

  OpenHow NO_CREATE = new NoCreate();

  /** Decodes one. */
  static OpenHow read(XdrReader in, int minorVersion) {
    int type = in.int32();
    return switch (type) {
      case 0 -> NO_CREATE;
      case 1 -> readCreate(in, minorVersion);
      default -> throw new XdrException("opentype4 is " + type);
    };
  }

  private static OpenHow readCreate(XdrReader in, int minorVersion) {
    int mode = in.int32();
    return switch (mode) {
      case 0 -> new Create(CreateMode.UNCHECKED, AttributeReader.read(in, minorVersion));
      case 1 -> new Create(CreateMode.GUARDED, AttributeReader.read(in, minorVersion));
      case 2 -> new Create(new CreateMode.Exclusive(in.int64()), NewAttributes.NONE);
      case 3 -> {
        if (minorVersion == 0) {
          throw new XdrException("createmode4 is of version 4.1");
        }
        CreateMode exclusive = new CreateMode.Exclusive(in.int64());
        yield new Create(exclusive, AttributeReader.read(in, minorVersion));
      }
      default -> throw new XdrException("createmode4 is " + mode);
    };
  }
}
