package io.havenfs.nfs.nfs4.compound;

import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Which class executes which row of the table. Immutable; rows without one answer NOTSUPP. */
public final class Operations {
  private static final Operation4 NOT_SUPPORTED =
      compound -> {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOTSUPP);
      };

  private final Operation4[] byNumber;
  private final Set<Op> supported;

  private Operations(Map<Op, Operation4> bound) {
    byNumber = new Operation4[Op.HIGHEST + 1];
    Arrays.fill(byNumber, NOT_SUPPORTED);
    for (Map.Entry<Op, Operation4> binding : bound.entrySet()) {
      byNumber[binding.getKey().number()] = binding.getValue();
    }
    supported = Set.copyOf(bound.keySet());
  }

  /** What executes {@code op}. */
  public Operation4 of(Op op) {
    return byNumber[op.number()];
  }

  /** The rows that something is bound to. */
  public Set<Op> supported() {
    return supported;
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects bindings; each row can be bound once. */
  public static final class Builder {
    private final Map<Op, Operation4> bound = new EnumMap<>(Op.class);

    private Builder() {}

    /** Binds a row. */
    public Builder bind(Op op, Operation4 operation) {
      if (bound.put(op, operation) != null) {
        throw new IllegalStateException(op + " is bound twice");
      }
      return this;
    }

    /** The table. */
    public Operations build() {
      return new Operations(bound);
    }
  }
}
