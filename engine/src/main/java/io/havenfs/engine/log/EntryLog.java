package io.havenfs.engine.log;

import io.havenfs.engine.tx.Durability;
import io.havenfs.host.disk.Disk;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of entries with dense serial numbers.
 *
 * <p><b>Threads.</b> {@link #append}, {@link #write}, {@link #lastSn}, {@link #lastEpoch} and
 * {@link #room} and {@link #wantsPreparing} belong to one thread, the owner. Everything else may be
 * called from any thread at any time, {@link #sync} beside the owner in particular. {@link #close}
 * is the last call.
 *
 * <p><b>Failure.</b> When writing or synchronising fails, nothing is known any more about what is
 * on the disk: from then on every method that changes the log throws that failure.
 *
 * <p><b>How the threads meet.</b> The owner publishes {@link #writtenSn} after the segment's end,
 * and a new segment before anything is written to it; {@link #sync} reads them in the opposite
 * order, so that it synchronises at least what it then promises.
 */
public final class EntryLog implements AutoCloseable {
  private final LogLimits limits;
  private final SegmentFiles files;

  /** Held by whoever synchronises. */
  private final Object synchronising = new Object();

  /** Guards {@link #files}, {@link #spare}, and changes of {@link #segments}. */
  private final Object structure = new Object();

  /** Read by replays; trimming writes, or gives up. */
  private final ReadWriteLock replaying = new ReentrantReadWriteLock();

  private final AppendBuffer buffer = new AppendBuffer();
  private final CRC32C checksum = new CRC32C();
  private volatile List<Segment> segments;
  private volatile @Nullable Segment spare;
  private volatile boolean namesChanged;
  private volatile long writtenSn;
  private volatile long syncedSn;
  private volatile @Nullable IOException failure;

  /** The owner's: the segment appended to, and where the next entry goes. */
  private Segment active;

  private long position;
  private long lastSn;
  private long committedSn;
  private long appendedBytes;

  /** Written by the owner, under its monitor; read by anybody under it. */
  private final EpochRuns epochs;

  private EntryLog(LogLimits limits, SegmentFiles files, Recovery recovered) {
    this.limits = limits;
    this.files = files;
    this.segments = recovered.segments();
    this.active = segments.getLast();
    this.position = active.end();
    this.lastSn = recovered.lastSn();
    this.epochs = recovered.epochs();
    this.committedSn = recovered.committedSn();
    this.writtenSn = lastSn;
    this.syncedSn = lastSn;
  }

  /**
   * Opens the log in {@code directory}, or creates one whose first entry will be number 1. A torn
   * tail is cut; what is left is on stable storage when this returns.
   *
   * @param random source of the segments' salts
   * @throws CorruptLogException when damage is found that no crash explains
   */
  public static EntryLog open(Disk disk, String directory, LogLimits limits, LongSupplier random)
      throws IOException {
    SegmentFiles files = new SegmentFiles(disk, directory, limits.segmentBytes(), random);
    files.createDirectory();
    List<Segment> segments = files.openAll();
    if (segments.isEmpty()) {
      segments = List.of(files.use(files.findOrMakeSpare(), 1));
    }
    Recovery recovery = new Recovery(files, segments, files.cutAfter());
    try {
      recovery.run();
      files.endCut();
    } catch (IOException e) {
      SegmentFiles.closeAll(segments);
      throw e;
    }
    return new EntryLog(limits, files, recovery);
  }

  /** The number of the oldest entry kept; {@code lastSn() + 1} when there is none. */
  public long firstSn() {
    return segments.getFirst().firstSn();
  }

  /** The number of the last entry appended; {@code firstSn() - 1} when there is none. */
  public long lastSn() {
    return lastSn;
  }

  /** The epoch of the last entry, 0 when it is not known. */
  public long lastEpoch() {
    return epochs.epochOf(lastSn);
  }

  /** The epoch of entry {@code sn}, 0 when it is not known: the entry is not kept, or not there. */
  public long epochOf(long sn) {
    return sn > lastSn ? 0 : epochs.epochOf(sn);
  }

  /** The epochs of the entries behind {@code sn}, in order. */
  public List<EpochRun> epochsAfter(long sn) {
    return epochs.after(sn, lastSn);
  }

  /** Tells the epoch of an entry that is not kept any more. */
  public void tellEpoch(long sn, long epoch) {
    epochs.tell(sn, epoch);
  }

  /**
   * The highest entry known to be committed: what the log was {@linkplain #committed(long) told},
   * or at opening what the entries found say.
   */
  public long committedSn() {
    return committedSn;
  }

  /** Notes that entries up to {@code sn} are committed, for the headers of those to come. */
  public void committed(long sn) {
    committedSn = Math.max(committedSn, sn);
  }

  /** Bytes appended since the log was opened, headers included. */
  public long appendedBytes() {
    return appendedBytes;
  }

  /** The number of the last entry handed to the operating system. */
  public long writtenSn() {
    return writtenSn;
  }

  /** The number of the last entry known to be on stable storage. */
  public long syncedSn() {
    return syncedSn;
  }

  /** Bytes of the segments kept. */
  public long bytes() {
    long total = 0;
    for (Segment segment : segments) {
      total += segment.bytes();
    }
    return total;
  }

  /**
   * Appends an entry to the buffer. {@code sn} must be {@code lastSn() + 1}, and {@code epoch} not
   * below {@link #lastEpoch}. Small bodies are copied; the log keeps a reference of its own to
   * large ones until they are written, and their bytes must not change before that. The body's
   * indices stay as they are.
   *
   * @throws IOException when there is no room and none can be made ({@link
   *     io.havenfs.host.disk.NoSpaceException}, mostly), in which case nothing has changed; or the
   *     log's failure
   */
  public void append(long epoch, long sn, Durability durability, ByteBuf body) throws IOException {
    begin(epoch, sn, body.readableBytes());
    int header = buffer.addHeader(EntryFormat.HEADER_BYTES);
    buffer.add(body, checksum);
    end(header, epoch, durability, body.readableBytes());
  }

  /** Like the other, with a body in parts, one behind the other. */
  public void append(long epoch, long sn, Durability durability, List<ByteBuf> body)
      throws IOException {
    long length = 0;
    for (ByteBuf part : body) {
      length += part.readableBytes();
    }
    begin(epoch, sn, length);
    int header = buffer.addHeader(EntryFormat.HEADER_BYTES);
    for (ByteBuf part : body) {
      buffer.add(part, checksum);
    }
    end(header, epoch, durability, (int) length);
  }

  private void begin(long epoch, long sn, long length) throws IOException {
    checkUsable();
    if (sn != lastSn + 1 || epoch < lastEpoch() || length > limits.maxEntryBytes()) {
      throw new IllegalArgumentException(
          "entry %d of epoch %d with %d bytes cannot follow entry %d of epoch %d"
              .formatted(sn, epoch, length, lastSn, lastEpoch()));
    }
    int space = EntryFormat.space((int) length);
    if (position + space > active.bytes()) {
      startSegment();
    } else if (buffer.size() + space > limits.bufferBytes()) {
      write();
    }
    checksum.reset();
  }

  private void end(int header, long epoch, Durability durability, int length) {
    lastSn++;
    epochs.note(lastSn, epoch);
    int mask = EntryFormat.mask(active.salt(), position);
    EntryFormat.put(
        buffer.headers(),
        header,
        mask,
        epoch,
        lastSn,
        syncedSn,
        committedSn,
        durability,
        length,
        checksum);
    buffer.addZeros(EntryFormat.padding(length));
    position += EntryFormat.space(length);
    appendedBytes += EntryFormat.space(length);
  }

  private void startSegment() throws IOException {
    prepare();
    write();
    synchronized (structure) {
      Segment next = takeSpare();
      namesChanged = true;
      segments = append(segments, next);
      active = next;
      position = next.end();
    }
  }

  private Segment takeSpare() throws IOException {
    Segment prepared = spare;
    if (prepared == null) {
      throw new IllegalStateException("no segment prepared");
    }
    try {
      spare = null;
      return files.use(prepared, lastSn + 1);
    } catch (IOException e) {
      throw fail(e);
    }
  }

  private static List<Segment> append(List<Segment> segments, Segment segment) {
    Segment[] all = segments.toArray(new Segment[segments.size() + 1]);
    all[segments.size()] = segment;
    return List.of(all);
  }

  /** Hands all that was appended to the operating system: it survives this process. */
  public void write() throws IOException {
    checkUsable();
    if (buffer.size() == 0) {
      return;
    }
    try {
      buffer.writeTo(active.file(), active.end());
    } catch (IOException e) {
      throw fail(e);
    }
    active.end(position);
    writtenSn = lastSn;
  }

  /** Returns when all that was {@linkplain #write written} before the call is on stable storage. */
  public void sync() throws IOException {
    synchronized (synchronising) {
      checkUsable();
      long target = writtenSn;
      if (target == syncedSn) {
        return;
      }
      try {
        syncSegments();
      } catch (IOException e) {
        throw fail(e);
      }
      syncedSn = target;
    }
  }

  private void syncSegments() throws IOException {
    for (Segment segment : segments) {
      long end = segment.end();
      if (segment.syncedEnd() < end) {
        segment.file().sync();
        segment.syncedEnd(end);
      }
    }
    if (namesChanged) {
      namesChanged = false;
      files.syncDirectory();
    }
  }

  /**
   * Shows the entries from {@code fromSn} up to {@link #writtenSn} as it was at the call.
   *
   * @throws IllegalArgumentException when {@code fromSn} is below {@link #firstSn}
   * @throws CorruptLogException when an entry is not as it was written
   */
  public void replay(long fromSn, EntryVisitor visitor) throws IOException {
    replaying.readLock().lock();
    try {
      long last = writtenSn; // before the segments, which then hold at least that
      new Replay(segments, fromSn, last).run(visitor);
    } finally {
      replaying.readLock().unlock();
    }
  }

  /** As the other, but only up to {@code toSn}. */
  public void replay(long fromSn, long toSn, EntryVisitor visitor) throws IOException {
    replaying.readLock().lock();
    try {
      long last = Math.min(toSn, writtenSn);
      new Replay(segments, fromSn, last).run(visitor);
    } finally {
      replaying.readLock().unlock();
    }
  }

  /**
   * Shows entries from where {@code place} is, up to {@link #writtenSn} as it was at the call,
   * until about {@code bytes} of bodies were shown. Any thread.
   *
   * @return where to go on, or nothing when the entry wanted is not kept any more
   */
  public Optional<LogPlace> read(LogPlace place, int bytes, EntryVisitor visitor)
      throws IOException {
    replaying.readLock().lock();
    try {
      long last = writtenSn;
      return place.sn() < firstSn()
          ? Optional.empty()
          : Optional.of(new Replay(segments, place.sn(), last).some(place, bytes, visitor));
    } finally {
      replaying.readLock().unlock();
    }
  }

  /**
   * Takes away the entries behind {@code afterSn}, durably, whether they were on stable storage or
   * not. The owner's; waits for syncs and replays.
   */
  public void cut(long afterSn) throws IOException {
    if (afterSn < firstSn() - 1 || afterSn > lastSn) {
      throw new IllegalArgumentException(
          "cannot cut behind %d: the log holds %d to %d".formatted(afterSn, firstSn(), lastSn));
    }
    write();
    replaying.writeLock().lock();
    try {
      synchronized (synchronising) {
        synchronized (structure) {
          cutWritten(afterSn);
        }
      }
    } catch (IOException e) {
      throw fail(e);
    } finally {
      replaying.writeLock().unlock();
    }
  }

  private void cutWritten(long afterSn) throws IOException {
    files.beginCut(afterSn);
    List<Segment> kept = new ArrayList<>(segments);
    while (kept.size() > 1 && kept.getLast().firstSn() > afterSn) {
      files.delete(kept.removeLast());
    }
    Segment last = kept.getLast();
    long end = Replay.placeBehind(last, afterSn);
    SegmentFiles.fill(last.file(), end, last.end());
    last.file().sync();
    last.end(end);
    last.syncedEnd(Math.min(last.syncedEnd(), end));
    files.endCut();
    segments = List.copyOf(kept);
    active = last;
    position = end;
    lastSn = afterSn;
    writtenSn = afterSn;
    syncedSn = Math.min(syncedSn, afterSn);
    epochs.cut(afterSn);
  }

  /**
   * Gives up all entries; the next one is number {@code nextSn}. A crash meanwhile leaves a log
   * that holds nothing of use, which the caller must know by other means. The owner's.
   *
   * @param epoch that of the entry before
   */
  public void reset(long nextSn, long epoch) throws IOException {
    write();
    replaying.writeLock().lock();
    try {
      synchronized (synchronising) {
        synchronized (structure) {
          restart(nextSn);
        }
      }
    } catch (IOException e) {
      throw fail(e);
    } finally {
      replaying.writeLock().unlock();
    }
    epochs.clear();
    epochs.tell(nextSn - 1, epoch);
    committedSn = nextSn - 1;
  }

  private void restart(long nextSn) throws IOException {
    for (Segment old : segments.reversed()) {
      files.delete(old);
    }
    Segment prepared = spare;
    spare = null;
    Segment next = files.use(prepared == null ? files.findOrMakeSpare() : prepared, nextSn);
    files.syncDirectory();
    segments = List.of(next);
    active = next;
    position = next.end();
    lastSn = nextSn - 1;
    writtenSn = lastSn;
    syncedSn = lastSn;
  }

  /**
   * Gives up entries up to and including {@code throughSn}: segments that hold nothing else are
   * removed, or kept for reuse. Does nothing while there is a replay, nor with entries that are not
   * on stable storage; a later call does.
   */
  public void trim(long throughSn) throws IOException {
    trim(throughSn, 0);
  }

  /** As the other, but at least {@code keptBytes} of segments stay. */
  public void trim(long throughSn, long keptBytes) throws IOException {
    checkUsable();
    if (!replaying.writeLock().tryLock()) {
      return;
    }
    try {
      long limit = Math.min(throughSn, syncedSn);
      while (segments.size() > 1
          && segments.get(1).firstSn() - 1 <= limit
          && bytes() - segments.getFirst().bytes() >= keptBytes) {
        retire(segments.getFirst());
      }
    } finally {
      replaying.writeLock().unlock();
    }
  }

  /** Takes a segment away, whose entries are synchronised, so that no sync touches it any more. */
  private void retire(Segment segment) throws IOException {
    synchronized (structure) {
      segments = List.copyOf(segments.subList(1, segments.size()));
      try {
        if (spare == null && files.isReusable(segment)) {
          spare = files.recycle(segment);
        } else {
          files.delete(segment);
        }
      } catch (IOException e) {
        throw fail(e);
      }
    }
  }

  /**
   * Bytes that can be appended, entry headers included, before another segment must be made: what
   * the current one and the prepared one still hold. While it is below twice {@link
   * LogLimits#maxEntryBytes} and {@link #prepare} fails, a service should refuse changes: then
   * {@link #append} may fail next.
   */
  public long room() {
    Segment prepared = spare;
    long next = prepared == null ? 0 : prepared.bytes() - SegmentFormat.HEADER_BYTES;
    return active.bytes() - position + next;
  }

  /**
   * Whether it is time to {@link #prepare}: the current segment is half full and there is no next
   * one.
   */
  public boolean wantsPreparing() {
    return spare == null && position > active.bytes() / 2;
  }

  /**
   * Prepares the next segment, unless that is done. May take as long as writing a segment; meant
   * for a background thread, which calls it from time to time. {@link #append} does it itself when
   * nobody has.
   *
   * @throws io.havenfs.host.disk.NoSpaceException when the disk has no room for a segment
   */
  public void prepare() throws IOException {
    checkUsable();
    synchronized (structure) {
      if (spare == null) {
        spare = files.findOrMakeSpare();
      }
    }
  }

  private void checkUsable() throws IOException {
    IOException cause = failure;
    if (cause != null) {
      throw new IOException("the log has failed before: " + cause.getMessage(), cause);
    }
  }

  private IOException fail(IOException cause) {
    failure = cause;
    return cause;
  }

  /** Lets go of the owner's memory after a failure: nothing is appended or written any more. */
  public void abandon() {
    buffer.close();
  }

  /** Closes the files. What was not synchronised may be lost by a crash of the machine. */
  @Override
  public void close() throws IOException {
    buffer.close();
    closeFiles();
  }

  /** Closes the files after {@link #abandon}. */
  public void closeFiles() throws IOException {
    synchronized (structure) {
      SegmentFiles.closeAll(segments);
      Segment prepared = spare;
      if (prepared != null) {
        prepared.file().close();
      }
    }
  }
}
