package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Set;

/**
 * The flavours with which an object may be accessed, as {@code SECINFO4resok}: those of its export
 * for this client, AUTH_SYS above the exports.
 */
final class SecurityFlavors {
  private static final Set<AuthFlavor> ABOVE_EXPORTS = Set.of(AuthFlavor.SYS);

  private SecurityFlavors() {}

  static void write(XdrWriter out, Target target) {
    Set<AuthFlavor> allowed =
        switch (target) {
          case Target.File file -> file.export().flavors();
          case Target.Pseudo pseudo -> ABOVE_EXPORTS;
        };
    int[] numbers = AuthFlavor.numbers(allowed);
    out.int32(numbers.length);
    for (int number : numbers) {
      out.int32(number);
    }
  }
}
