package io.havenfs.engine.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * How RocksDB is set up, and the native objects that go with it.
 *
 * <p>One column family without a write-ahead log: what survives a crash is then a prefix of the
 * batches written, since memtables are flushed whole and in order. Reads are mostly of single rows,
 * many of which do not exist (a name that is about to be created): filters over whole keys, in the
 * memtable too. Indexes and filters count towards the cache, which bounds the store's memory; they
 * are in parts of a block's size, for whole ones (half a megabyte and more) would drive each other
 * out of the cache's shards. One thread writes, so what RocksDB does for several is left out.
 */
final class RocksOptions implements AutoCloseable {
  private static final double FILTER_BITS_PER_KEY = 10;
  private static final double MEMTABLE_FILTER_SHARE = 0.02;
  private static final int BLOCK_BYTES = 4096;

  /** Sixteen shards: few enough that each is large. */
  private static final int CACHE_SHARD_BITS = 4;

  /** One being filled, two being flushed; a fourth would make the writer wait. */
  private static final int WRITE_BUFFERS = 3;

  private static final int BACKGROUND_JOBS = 2;
  private static final int LOG_BYTES = 1 << 20;
  private static final int LOG_FILES = 2;

  private final List<AutoCloseable> natives = new ArrayList<>();
  private final Options options;

  RocksOptions(StoreLimits limits, boolean create) {
    Cache cache = keep(new LRUCache(limits.blockCacheBytes(), CACHE_SHARD_BITS));
    options =
        keep(new Options())
            .setCreateIfMissing(create)
            .setErrorIfExists(create)
            .setTableFormatConfig(tables(cache, keep(new BloomFilter(FILTER_BITS_PER_KEY))))
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(limits.writeBufferBytes())
            .setMaxWriteBufferNumber(WRITE_BUFFERS)
            .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE)
            .setMemtableWholeKeyFiltering(true)
            .setAllowConcurrentMemtableWrite(false)
            .setEnableWriteThreadAdaptiveYield(false)
            .setMaxBackgroundJobs(BACKGROUND_JOBS)
            .setSkipStatsUpdateOnDbOpen(true)
            .setStatsDumpPeriodSec(0)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxLogFileSize(LOG_BYTES)
            .setKeepLogFileNum(LOG_FILES)
            .setAvoidFlushDuringShutdown(true) // who gave its storage up must not write there
            .setParanoidChecks(true);
  }

  private static BlockBasedTableConfig tables(Cache cache, Filter filter) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(BLOCK_BYTES)
        .setFilterPolicy(filter)
        .setWholeKeyFiltering(true)
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(BLOCK_BYTES)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinTopLevelIndexAndFilter(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  private <T extends AutoCloseable> T keep(T nativeObject) {
    natives.add(nativeObject);
    return nativeObject;
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    for (AutoCloseable each : natives.reversed()) {
      closeNative(each);
    }
  }

  private static void closeNative(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new StoreException("cannot release memory", e); // none of RocksDB's throws
    }
  }
}
