package io.havenfs.nfs.nfs4;

import io.havenfs.nfs.nfs4.attr.Attr;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Arguments that decode, with values that are often at the edge. */
final class PlausibleArguments {
  private static final long[] OFFSETS = {0, 1, 4095, 4096, 1 << 20, Long.MAX_VALUE, -1};
  private static final int[] COUNTS = {0, 1, 100, 4096, 1 << 16, Integer.MAX_VALUE, -1};

  private PlausibleArguments() {}

  static void write(XdrWriter out, Op op, RandomGenerator random) {
    switch (op) {
      case LOOKUP, REMOVE, LINK, SECINFO, GETXATTR, REMOVEXATTR -> name(out, random);
      case RENAME -> {
        name(out, random);
        name(out, random);
      }
      case ACCESS, SECINFO_NO_NAME -> out.int32(random.nextInt(64));
      case GETATTR -> mask(random).write(out);
      case VERIFY, NVERIFY -> attributes(out, random);
      case SETATTR -> {
        Stateid.ANONYMOUS.write(out);
        attributes(out, random);
      }
      case CREATE -> create(out, random);
      case READ, READ_PLUS -> {
        range(out, random);
        out.int32(count(random));
      }
      case WRITE -> {
        range(out, random);
        out.int32(random.nextInt(3));
        out.opaque(Generate.bytes(random, Generate.length(random, 5000)));
      }
      case COMMIT -> {
        out.int64(offset(random));
        out.int32(count(random));
      }
      case READDIR -> {
        out.int64(random.nextInt(10));
        out.int64(0);
        out.int32(count(random));
        out.int32(count(random));
        mask(random).write(out);
      }
      case SEEK -> {
        range(out, random);
        out.int32(random.nextInt(2));
      }
      case ALLOCATE, DEALLOCATE -> {
        range(out, random);
        out.int64(random.nextInt(1 << 16));
      }
      case COPY -> copy(out, random);
      case IO_ADVISE -> {
        range(out, random);
        out.int64(0);
        mask(random).write(out);
      }
      case SETXATTR -> {
        out.int32(random.nextInt(3));
        name(out, random);
        out.opaque(Generate.bytes(random, Generate.length(random, 300)));
      }
      case LISTXATTRS -> {
        out.int64(random.nextInt(3));
        out.int32(count(random));
      }
      default -> {
        for (int i = 0; i < 12; i++) {
          out.int32(random.nextInt(4));
        }
      }
    }
  }

  private static void range(XdrWriter out, RandomGenerator random) {
    (random.nextBoolean() ? Stateid.ANONYMOUS : Stateid.CURRENT).write(out);
    out.int64(offset(random));
  }

  private static void copy(XdrWriter out, RandomGenerator random) {
    Stateid.ANONYMOUS.write(out);
    Stateid.ANONYMOUS.write(out);
    out.int64(random.nextInt(10));
    out.int64(random.nextInt(10));
    out.int64(random.nextInt(10));
    out.bool(true);
    out.bool(random.nextBoolean());
    out.int32(0);
  }

  private static void create(XdrWriter out, RandomGenerator random) {
    int type = random.nextInt(8);
    out.int32(type);
    if (type == 5) {
      name(out, random);
    } else if (type == 3 || type == 4) {
      out.int64(random.nextLong());
    }
    name(out, random);
    attributes(out, random);
  }

  private static void name(XdrWriter out, RandomGenerator random) {
    out.opaque(random.nextBoolean() ? new byte[] {'f'} : Generate.name(random, 260));
  }

  private static Bitmap mask(RandomGenerator random) {
    return new Bitmap(random.nextLong(), random.nextLong() & 0x7ffffL, false);
  }

  private static void attributes(XdrWriter out, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      acl(out, random);
      return;
    }
    boolean sizeToo = random.nextInt(4) == 0;
    Bitmap mask = sizeToo ? Bitmap.of(Attr.SIZE, Attr.MODE) : Bitmap.of(Attr.MODE);
    mask.write(out);
    out.int32(sizeToo ? 12 : 4);
    if (sizeToo) {
      out.int64(random.nextInt(10_000));
    }
    out.int32(random.nextInt());
  }

  private static void acl(XdrWriter out, RandomGenerator random) {
    Bitmap.of(Attr.ACL).write(out);
    int lengthAt = out.position();
    out.int32(0);
    int entries = random.nextInt(4);
    out.int32(entries);
    for (int i = 0; i < entries; i++) {
      out.int32(random.nextInt(3));
      out.int32(random.nextInt(0x50));
      out.int32(random.nextInt());
      out.utf8(Generate.pick(random, List.of("OWNER@", "EVERYONE@", "1000", "1000@x", "x", "")));
    }
    out.patchInt32(lengthAt, out.position() - lengthAt - 4);
  }

  private static long offset(RandomGenerator random) {
    return OFFSETS[random.nextInt(OFFSETS.length)];
  }

  private static int count(RandomGenerator random) {
    return COUNTS[random.nextInt(COUNTS.length)];
  }
}
