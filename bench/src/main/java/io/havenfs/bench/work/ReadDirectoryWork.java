package io.havenfs.bench.work;

/** Reads a directory of {@value #ENTRIES} files, in one page. */
record ReadDirectoryWork() implements Work {
  private static final int ENTRIES = 64;

  @Override
  public String name() {
    return "readdirplus";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    for (int i = 0; i < ENTRIES; i++) {
      ground.file("entry-" + i, 0);
    }
    return Operation.of(seat.protocol().readDirectory(ground.directory()));
  }
}
