package io.havenfs.nfs.mount;

/** The procedures of MOUNT, a row each; numbers and arguments are the same in all versions. */
enum MountProcedure {
  NULL(0),
  MNT(1),
  DUMP(2),
  UMNT(3),
  UMNTALL(4),
  EXPORT(5);

  private static final MountProcedure[] ROWS = values();

  private final int number;

  MountProcedure(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static int count() {
    return ROWS.length;
  }

  static MountProcedure of(int number) {
    return ROWS[number];
  }
}
