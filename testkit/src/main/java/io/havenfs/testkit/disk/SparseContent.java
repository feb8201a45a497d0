package io.havenfs.testkit.disk;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file's bytes: pages where something was written or reserved, holes elsewhere. */
final class SparseContent {
  static final int PAGE_BYTES = 4096;

  /** A page that is reserved but reads as zeros and counts as a hole. */
  private static final byte[] RESERVED = new byte[0];

  private final NavigableMap<Long, byte[]> pages = new TreeMap<>();
  private long size;

  SparseContent copy() {
    SparseContent copy = new SparseContent();
    copy.size = size;
    pages.forEach((page, bytes) -> copy.pages.put(page, bytes.clone()));
    return copy;
  }

  long size() {
    return size;
  }

  long allocatedBytes() {
    return (long) pages.size() * PAGE_BYTES;
  }

  /** Bytes that writing the range would newly allocate. */
  long newlyAllocatedBy(long offset, long length) {
    if (length == 0) {
      return 0;
    }
    long first = offset / PAGE_BYTES;
    long last = (offset + length - 1) / PAGE_BYTES;
    long present = pages.subMap(first, true, last, true).size();
    return (last - first + 1 - present) * PAGE_BYTES;
  }

  /** Writes {@code length} bytes of {@code data} from {@code start}; the size grows as needed. */
  void write(long offset, byte[] data, int start, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int inPage = (int) (at % PAGE_BYTES);
      int count = Math.min(length - done, PAGE_BYTES - inPage);
      System.arraycopy(data, start + done, writablePage(at / PAGE_BYTES), inPage, count);
      done += count;
    }
    grow(offset + length);
  }

  private byte[] writablePage(long page) {
    byte[] bytes = pages.getOrDefault(page, RESERVED);
    if (bytes.length == 0) {
      bytes = new byte[PAGE_BYTES];
      pages.put(page, bytes);
    }
    return bytes;
  }

  /** Grows the size to at least {@code atLeast}. */
  void grow(long atLeast) {
    size = Math.max(size, atLeast);
  }

  /** Up to {@code length} bytes, fewer at the end of the file. */
  byte[] read(long offset, int length) {
    int count = (int) Math.max(0, Math.min(length, size - offset));
    byte[] result = new byte[count];
    int done = 0;
    while (done < count) {
      long at = offset + done;
      int inPage = (int) (at % PAGE_BYTES);
      int part = Math.min(count - done, PAGE_BYTES - inPage);
      byte[] bytes = pages.getOrDefault(at / PAGE_BYTES, RESERVED);
      if (bytes.length > 0) {
        System.arraycopy(bytes, inPage, result, done, part);
      }
      done += part;
    }
    return result;
  }

  /** Sets the size; what is cut off is gone. */
  void resize(long newSize) {
    if (newSize < size) {
      zeroWithinPage(newSize, PAGE_BYTES - newSize % PAGE_BYTES);
      long firstGone = newSize / PAGE_BYTES + (newSize % PAGE_BYTES == 0 ? 0 : 1);
      pages.tailMap(firstGone, true).clear();
    }
    size = newSize;
  }

  /** Zeros the range; whole pages in it become holes, or stay reserved. */
  void zero(long offset, long length, boolean reserve) {
    long end = offset + length;
    long firstWhole = offset / PAGE_BYTES + (offset % PAGE_BYTES == 0 ? 0 : 1);
    long endWhole = end / PAGE_BYTES;
    if (firstWhole > endWhole) { // within one page
      zeroWithinPage(offset, length);
      return;
    }
    zeroWithinPage(offset, firstWhole * PAGE_BYTES - offset);
    zeroWithinPage(endWhole * PAGE_BYTES, end % PAGE_BYTES);
    pages.subMap(firstWhole, true, endWhole, false).clear();
    if (reserve) {
      reserve(offset, length);
    }
  }

  private void zeroWithinPage(long offset, long length) {
    byte[] bytes = pages.getOrDefault(offset / PAGE_BYTES, RESERVED);
    if (bytes.length > 0) {
      int from = (int) (offset % PAGE_BYTES);
      java.util.Arrays.fill(bytes, from, from + (int) length, (byte) 0);
    }
  }

  /** Reserves the pages of the range that are holes. */
  void reserve(long offset, long length) {
    for (long page = offset / PAGE_BYTES; page * PAGE_BYTES < offset + length; page++) {
      pages.putIfAbsent(page, RESERVED);
    }
  }

  long nextData(long offset) {
    for (Map.Entry<Long, byte[]> page : pages.tailMap(offset / PAGE_BYTES, true).entrySet()) {
      long start = page.getKey() * PAGE_BYTES;
      if (page.getValue().length > 0 && start < size && offset < size) {
        return Math.max(offset, start);
      }
    }
    return -1;
  }

  long nextHole(long offset) {
    if (offset >= size) {
      return -1;
    }
    long page = offset / PAGE_BYTES;
    while (pages.getOrDefault(page, RESERVED).length > 0) {
      page++;
    }
    return Math.min(size, Math.max(offset, page * PAGE_BYTES));
  }
}
