package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.acl.RandomAcls;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.XattrKey;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Table;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FileCodecsTest {
  /** Stored numbers of the kind that sorting and signs break at. */
  private static long number(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(4);
      case 1 -> Generate.pick(random, List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 1L << 32));
      default -> random.nextLong();
    };
  }

  private static Name name(RandomGenerator random) {
    return new Name(Generate.name(random, random.nextBoolean() ? 3 : Name.MAX_LENGTH));
  }

  private static QuotaKey quotaKey(RandomGenerator random) {
    return new QuotaKey(Generate.pick(random, List.of(QuotaKind.values())), (int) number(random));
  }

  private static Inode inode(RandomGenerator random) {
    return new Inode(
        number(random),
        random.nextInt(),
        Generate.pick(random, List.of(FileType.values())),
        random.nextInt(010000),
        random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        random.nextInt(),
        number(random),
        number(random),
        number(random),
        random.nextInt(),
        random.nextBoolean());
  }

  private static byte[] encode(Object value, Codec<?> codec) {
    ByteBuf out = Unpooled.buffer();
    encodeUnchecked(value, codec, out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  @SuppressWarnings("unchecked")
  private static <T> void encodeUnchecked(Object value, Codec<T> codec, ByteBuf out) {
    codec.encode((T) value, out);
  }

  private static void check(RandomGenerator random, Object value, Codec<?> codec) {
    byte[] stored = encode(value, codec);
    assertThat(codec.decode(Unpooled.wrappedBuffer(stored))).isEqualTo(value);
    checkDecodes(codec, Mutate.bytes(random, stored));
    checkDecodes(codec, Generate.bytes(random, Generate.length(random, 300)));
  }

  /** Any bytes are a value, or refused by the two exceptions that a codec may throw. */
  private static void checkDecodes(Codec<?> codec, byte[] bytes) {
    try {
      Object value = codec.decode(Unpooled.wrappedBuffer(bytes));
      assertThat(encode(value, codec)).isEqualTo(bytes);
    } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Test
  void everyValueComesBackAndSpoiltOnesAreRefused() {
    Seeded.run(
        2000,
        random -> {
          check(random, number(random), FileTables.INODES.keys());
          check(random, inode(random), FileTables.INODES.values());
          check(random, new EntryKey(number(random), name(random)), FileTables.ENTRIES.keys());
          check(random, new Entry(number(random), number(random)), FileTables.ENTRIES.values());
          check(random, new CookieKey(number(random), number(random)), FileTables.COOKIES.keys());
          check(random, new NamedEntry(name(random), number(random)), FileTables.COOKIES.values());
          check(
              random,
              new Bytes(Generate.bytes(random, Generate.length(random, 9000))),
              FileTables.CONTENTS.values());
          check(random, new XattrKey(number(random), name(random)), FileTables.XATTRS.keys());
          check(random, quotaKey(random), FileTables.USAGE.keys());
          check(
              random,
              new QuotaUsage(number(random), number(random), number(random), number(random)),
              FileTables.USAGE.values());
          check(random, new QuotaLimits(random.nextInt(9), 2, 3, 4), FileTables.LIMITS.values());
          check(random, RandomAcls.acl(random), FileTables.ACLS.values());
        });
  }

  @Test
  void storedKeysSortAsKeysDo() {
    Seeded.run(
        2000,
        random -> {
          checkOrder(number(random), number(random), FileCodecs.ID);
          long directory = number(random);
          checkOrder(
              new EntryKey(directory, name(random)),
              new EntryKey(random.nextBoolean() ? directory : number(random), name(random)),
              FileCodecs.ENTRY_KEY);
          checkOrder(
              new CookieKey(directory, number(random)),
              new CookieKey(random.nextBoolean() ? directory : number(random), number(random)),
              FileCodecs.COOKIE_KEY);
          checkOrder(
              new XattrKey(directory, name(random)),
              new XattrKey(random.nextBoolean() ? directory : number(random), name(random)),
              FileCodecs.XATTR_KEY);
          checkOrder(quotaKey(random), quotaKey(random), FileCodecs.QUOTA_KEY);
        });
  }

  private static <K extends Comparable<K>> void checkOrder(K a, K b, Codec<K> codec) {
    int stored = Arrays.compareUnsigned(encode(a, codec), encode(b, codec));
    assertThat(Integer.signum(stored)).isEqualTo(Integer.signum(a.compareTo(b)));
  }

  @Test
  void tablesHaveIdsOfTheirOwn() {
    assertThat(FileTables.all()).hasSize(9);
    assertThat(new HashSet<>(FileTables.all().stream().map(Table::id).toList())).hasSize(9);
    assertThat(FileTables.all()).allMatch(table -> table.id() >= 1 && table.id() <= 19);
  }
}
