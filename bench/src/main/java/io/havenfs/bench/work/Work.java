package io.havenfs.bench.work;

/** A kind of load. Immutable. */
public sealed interface Work
    permits NullWork,
        GetattrWork,
        LookupWork,
        AccessWork,
        ReadDirectoryWork,
        ReadWork,
        WriteWork,
        SyncWriteWork,
        CreateRemoveWork,
        SmallFileWork,
        LockWork {
  /** What it is called on the command line and in reports. */
  String name();

  /** Makes the operation of one slot; may make what it needs on the ground. */
  Operation operation(Ground ground, Seat seat);
}
