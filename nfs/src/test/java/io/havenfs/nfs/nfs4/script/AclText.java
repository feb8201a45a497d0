package io.havenfs.nfs.nfs4.script;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@code acl} as a word: type:flags:mask:who, joined by a plus sign; numbers are hexadecimal.
 */
final class AclText {
  private AclText() {}

  static void write(XdrWriter out, String text) {
    String[] entries = text.isEmpty() ? new String[0] : text.split("\\+", -1);
    out.int32(entries.length);
    for (String entry : entries) {
      String[] parts = entry.split(":", 4);
      for (int i = 0; i < 3; i++) {
        out.int32(Integer.parseUnsignedInt(parts[i], 16));
      }
      out.utf8(parts[3]);
    }
  }

  static String read(XdrReader in) {
    List<String> entries = new ArrayList<>();
    for (int left = in.int32(); left > 0; left--) {
      entries.add("%x:%x:%x:%s".formatted(in.int32(), in.int32(), in.int32(), in.utf8(1024)));
    }
    return String.join("+", entries);
  }
}
