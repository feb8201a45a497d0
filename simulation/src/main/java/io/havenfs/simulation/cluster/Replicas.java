package io.havenfs.simulation.cluster;

import io.havenfs.engine.file.FileTables;
import io.havenfs.engine.table.Table;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.report.Violation;
import io.havenfs.simulation.service.NfsFront;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares copies that have applied the same entries: rows, and bytes of data files. */
final class Replicas {
  private static final int MOST_SHOWN = 160;
  private static final int MOST_BYTES = 1 << 20;

  private Replicas() {}

  /** Throws where they differ. */
  static void requireSame(Node one, Node other) {
    for (Table<?, ?> table : NfsFront.tables()) {
      requireSame(one, other, table.name(), rows(one, table), rows(other, table));
    }
    for (long id : dataIds(one)) {
      requireSame(one, other, "data file " + id, bytes(one, id), bytes(other, id));
    }
  }

  private static void requireSame(
      Node one, Node other, String what, List<?> first, List<?> second) {
    if (!first.equals(second)) {
      throw new Violation(
          "%s and %s differ in %s:%n  %s%n  %s"
              .formatted(
                  one.id(), other.id(), what, without(first, second), without(second, first)));
    }
  }

  private static List<?> without(List<?> these, List<?> those) {
    return these.stream()
        .filter(each -> !those.contains(each))
        .map(Object::toString)
        .map(text -> text.substring(0, Math.min(MOST_SHOWN, text.length())))
        .toList();
  }

  /** The stored rows: the engine's own table has some that are each copy's. */
  private static List<String> rows(Node node, Table<?, ?> table) {
    List<String> rows = new ArrayList<>();
    node.machine()
        .tables()
        .scan(
            Unpooled.buffer().writeByte(table.id()),
            Unpooled.buffer().writeByte(table.id() + 1),
            (key, value) -> rows.add(ByteBufUtil.hexDump(key) + "=" + ByteBufUtil.hexDump(value)));
    return rows;
  }

  /** The data files that an inode names: others may be left over from before a crash. */
  private static Set<Long> dataIds(Node node) {
    Set<Long> ids = new TreeSet<>();
    node.copy()
        .orElseThrow()
        .committed()
        .scan(
            FileTables.INODES,
            0L,
            (id, inode) -> {
              if (!inode.isInline()) {
                ids.add(inode.dataId());
              }
              return true;
            });
    return ids;
  }

  /** What is not zero: where a data file ends does not matter. */
  private static List<String> bytes(Node node, long id) {
    ByteBuf bytes = Unpooled.buffer();
    try {
      node.copy().orElseThrow().committed().readData(id, 0, MOST_BYTES, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    List<String> lines = new ArrayList<>();
    for (int at = 0; bytes.isReadable(); at += Ask.UNIT_BYTES) {
      ByteBuf unit = bytes.readSlice(Math.min(Ask.UNIT_BYTES, bytes.readableBytes()));
      if (unit.forEachByte(value -> value == 0) >= 0) {
        lines.add(at + ": " + ByteBufUtil.hexDump(unit));
      }
    }
    return lines;
  }
}
