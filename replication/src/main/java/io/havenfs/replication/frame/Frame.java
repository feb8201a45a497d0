package io.havenfs.replication.frame;

import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A message between two copies. Whoever has one owns the references of the buffers in it.
 *
 * <p>The primary dials and says {@link Hello}; the secondary answers with its {@link Tail}; the
 * primary finds the last entry that both have and says {@link Resume}, or replaces the secondary's
 * tables ({@link Load}, {@link Rows}, {@link Missing}, {@link Loaded}); entries follow.
 */
public sealed interface Frame {
  /** The form of frames, and what they mean. */
  int PROTOCOL = 1;

  /** Lets go of the references. */
  default void release() {}

  /** Primary: who I am, and under which epoch I lead. */
  record Hello(int protocol, String service, String from, long epoch) implements Frame {}

  /**
   * Secondary: what I have.
   *
   * @param appliedSn the last entry I know to be committed
   * @param appliedEpoch its epoch, 0 when I do not know
   * @param runs the epochs of the entries behind it, up to the last one in my log
   * @param whole whether my data files have everything that my entries say
   * @param tables whether my tables and my log are worth anything
   */
  record Tail(long appliedSn, long appliedEpoch, List<EpochRun> runs, boolean whole, boolean tables)
      implements Frame {
    public Tail {
      runs = List.copyOf(runs);
    }
  }

  /** I do not talk to you; {@code epoch} is the newest one I know. */
  record Reject(long epoch, String reason) implements Frame {}

  /** Primary: what you have behind {@code afterSn} never happened; the next entry follows. */
  record Resume(long afterSn) implements Frame {}

  /**
   * Primary: my tables follow, throw yours away.
   *
   * @param all whether all data files are to be fetched, and no others kept
   */
  record Load(boolean all) implements Frame {}

  /** Primary: rows of my tables. */
  record Rows(ByteBuf rows) implements Frame {
    @Override
    public void release() {
      rows.release();
    }
  }

  /** Primary: parts of data files that you have to fetch. */
  record Missing(FileRanges ranges) implements Frame {}

  /** Primary: these were my tables after entry {@code sn}, of {@code epoch}; the next follows. */
  record Loaded(long sn, long epoch) implements Frame {}

  /** Primary: an entry; those up to {@code committedSn} are committed. */
  record Append(long committedSn, ShippedEntry entry) implements Frame {
    @Override
    public void release() {
      entry.release();
    }
  }

  /** Primary: from here on, entries are sent as they are decided. */
  record Live() implements Frame {}

  /** Primary: nothing; a connection that silently ended breaks of it. */
  record Alive() implements Frame {}

  /** Primary: entries up to {@code sn} are committed. */
  record Commit(long sn) implements Frame {}

  /**
   * Secondary: how far I am.
   *
   * @param memorySn handed to my operating system
   * @param diskSn on my stable storage
   * @param appliedSn in my tables
   * @param whole whether my data files have everything that these entries say
   * @param missingBytes what they lack
   * @param fetchedBytes what I fetched since I was greeted
   */
  record Ack(
      long memorySn,
      long diskSn,
      long appliedSn,
      boolean whole,
      long missingBytes,
      long fetchedBytes)
      implements Frame {}

  /**
   * Primary: make these data files durable, as they are after the entries committed so far; all
   * files, if none is named, and the log.
   */
  record Flush(long id, List<Long> dataIds) implements Frame {
    public Flush {
      dataIds = List.copyOf(dataIds);
    }

    /** For all files. */
    public static Flush all(long id) {
      return new Flush(id, List.of());
    }

    public boolean isForAll() {
      return dataIds.isEmpty();
    }
  }

  /** Secondary: done. */
  record Flushed(long id) implements Frame {}

  /** Secondary: send me a part of a data file, or only its {@code sum}. */
  record Fetch(long id, long dataId, long offset, int length, boolean sum) implements Frame {}

  /**
   * Primary: the bytes wanted, as they were after entry {@code asOf}, or mixed with later changes.
   * Fewer bytes than wanted: the file ends there.
   *
   * @param nextData where, behind the bytes wanted, the file has data; -1 for nowhere
   */
  record Data(long id, long asOf, long nextData, ByteBuf bytes) implements Frame {
    @Override
    public void release() {
      bytes.release();
    }
  }

  /** Primary: the same as {@link Data}, with a checksum of the bytes only. */
  record Sum(long id, long asOf, long nextData, int length, long checksum) implements Frame {}

  /**
   * Primary: compare your copy with mine, your tables as they are after the entries committed so
   * far. {@link Files} and a {@link Digest} follow.
   */
  record Compare(long id) implements Frame {}

  /** Primary: these are data files of mine. */
  record Files(List<Long> dataIds) implements Frame {
    public Files {
      dataIds = List.copyOf(dataIds);
    }
  }

  /** Primary: my tables, summed up; all data files were told. */
  record Digest(long id, long rows, long checksum) implements Frame {}

  /**
   * Secondary: how that went.
   *
   * @param bytes compared
   * @param differentRows 0 when the tables are the same
   * @param differentBlocks blocks of file data that differ, and will be fetched
   */
  record Compared(long id, long bytes, long differentRows, long differentBlocks) implements Frame {}
}
