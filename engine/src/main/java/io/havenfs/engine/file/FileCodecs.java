package io.havenfs.engine.file;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.XattrKey;
import io.havenfs.engine.table.Codec;
import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Stored forms of the smaller keys and values. Numbers are big-endian, so that keys sort as their
 * values do; a name comes last in its key and needs no length.
 */
final class FileCodecs {
  /** A {@code Long} as key: the sign bit is flipped, so that bytes sort like signed numbers. */
  static final Codec<Long> ID =
      of(
          (id, out) -> out.writeLong(id ^ Long.MIN_VALUE),
          in -> whole(in.readLong() ^ Long.MIN_VALUE, in));

  static final Codec<EntryKey> ENTRY_KEY =
      of(
          (key, out) -> {
            out.writeLong(key.directory());
            out.writeBytes(key.name().bytes());
          },
          in -> new EntryKey(in.readLong(), name(in)));

  static final Codec<Entry> ENTRY =
      of(
          (entry, out) -> {
            out.writeLong(entry.fileId());
            out.writeLong(entry.cookie());
          },
          in -> whole(new Entry(in.readLong(), in.readLong()), in));

  static final Codec<CookieKey> COOKIE_KEY =
      of(
          (key, out) -> {
            out.writeLong(key.directory());
            out.writeLong(key.cookie());
          },
          in -> whole(new CookieKey(in.readLong(), in.readLong()), in));

  static final Codec<NamedEntry> NAMED_ENTRY =
      of(
          (entry, out) -> {
            out.writeLong(entry.fileId());
            out.writeBytes(entry.name().bytes());
          },
          in -> {
            long fileId = in.readLong();
            return new NamedEntry(name(in), fileId);
          });

  static final Codec<XattrKey> XATTR_KEY =
      of(
          (key, out) -> {
            out.writeLong(key.fileId());
            out.writeBytes(key.name().bytes());
          },
          in -> new XattrKey(in.readLong(), name(in)));

  static final Codec<Bytes> BYTES =
      of((bytes, out) -> out.writeBytes(bytes.array()), in -> new Bytes(rest(in)));

  static final Codec<QuotaKey> QUOTA_KEY =
      of(
          (key, out) -> {
            out.writeByte(key.kind() == QuotaKind.USER ? 0 : 1);
            out.writeInt(key.id());
          },
          in -> whole(new QuotaKey(kind(in.readByte()), in.readInt()), in));

  static final Codec<QuotaLimits> QUOTA_LIMITS =
      of(
          (limits, out) -> {
            out.writeLong(limits.hardSpace());
            out.writeLong(limits.softSpace());
            out.writeLong(limits.hardInodes());
            out.writeLong(limits.softInodes());
          },
          in ->
              whole(
                  new QuotaLimits(in.readLong(), in.readLong(), in.readLong(), in.readLong()), in));

  static final Codec<QuotaUsage> QUOTA_USAGE =
      of(
          (usage, out) -> {
            out.writeLong(usage.space());
            out.writeLong(usage.inodes());
            out.writeLong(usage.spaceOverSince());
            out.writeLong(usage.inodesOverSince());
          },
          in ->
              whole(
                  new QuotaUsage(in.readLong(), in.readLong(), in.readLong(), in.readLong()), in));

  private FileCodecs() {}

  /** The value, when nothing is left behind it. */
  static <T> T whole(T value, ByteBuf in) {
    if (in.isReadable()) {
      throw new IllegalArgumentException(in.readableBytes() + " bytes too many");
    }
    return value;
  }

  static void requireVersion(ByteBuf in, int version) {
    int found = in.readUnsignedByte();
    if (found != version) {
      throw new IllegalArgumentException("stored form has version " + found + ", not " + version);
    }
  }

  private static QuotaKind kind(int code) {
    return switch (code) {
      case 0 -> QuotaKind.USER;
      case 1 -> QuotaKind.GROUP;
      default -> throw new IllegalArgumentException("unknown kind of quota " + code);
    };
  }

  private static Name name(ByteBuf in) {
    if (in.readableBytes() > Name.MAX_LENGTH) {
      throw new IllegalArgumentException("name of " + in.readableBytes() + " bytes");
    }
    return new Name(rest(in));
  }

  private static byte[] rest(ByteBuf in) {
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return bytes;
  }

  private static <T> Codec<T> of(BiConsumer<T, ByteBuf> encoder, Function<ByteBuf, T> decoder) {
    return new Codec<>() {
      @Override
      public void encode(T value, ByteBuf out) {
        encoder.accept(value, out);
      }

      @Override
      public T decode(ByteBuf in) {
        return decoder.apply(in);
      }
    };
  }
}
