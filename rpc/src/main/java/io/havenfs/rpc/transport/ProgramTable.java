package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcProgram;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The programs served at one address, by number. Immutable. */
final class ProgramTable {
  private final int[] numbers;
  private final RpcProgram[] programs;

  ProgramTable(Collection<? extends RpcProgram> programs) {
    this.programs = programs.toArray(new RpcProgram[0]);
    this.numbers = programs.stream().mapToInt(RpcProgram::program).toArray();
    if (programs.stream().map(RpcProgram::program).distinct().count() != numbers.length) {
      throw new IllegalArgumentException("two programs have the same number");
    }
  }

  /** The program with this number; null if it is not served. */
  @Nullable RpcProgram find(int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return programs[i];
      }
    }
    return null;
  }
}
