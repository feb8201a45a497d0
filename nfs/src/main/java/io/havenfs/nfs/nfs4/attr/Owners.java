package io.havenfs.nfs.nfs4.attr;

import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * Users and groups as strings (RFC 8881 section 5.9): their numbers in decimal, as clients and
 * servers agree under AUTH_SYS. Names are not mapped, but a number or a well-known name in front of
 * an "@domain" is understood.
 */
final class Owners {
  /** The number of "nobody" and "nogroup". */
  static final int NOBODY = 65534;

  private static final int MAX_STRING = 1024;
  private static final int MAX_DIGITS = 10;
  private static final byte[] ZERO = {'0'};

  private Owners() {}

  static void write(XdrWriter out, int id) {
    if (id == 0) {
      out.opaque(ZERO);
      return;
    }
    byte[] digits = new byte[MAX_DIGITS];
    int at = MAX_DIGITS;
    for (long rest = id & 0xffff_ffffL; rest != 0; rest /= 10) {
      digits[--at] = (byte) ('0' + rest % 10);
    }
    out.opaque(digits, at, MAX_DIGITS - at);
  }

  /** The number that a string stands for; NFS4ERR_BADOWNER when it is none we know. */
  static int read(XdrReader in) {
    return number(text(in));
  }

  /** Who is meant, as it came. */
  static String text(XdrReader in) {
    return in.utf8(MAX_STRING);
  }

  /** The same as {@link #read} of a string that was read already. */
  static int number(String text) {
    int domain = text.indexOf('@');
    String name = domain < 0 ? text : text.substring(0, domain);
    return switch (name) {
      case "" -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
      case "root" -> 0;
      case "nobody", "nogroup" -> NOBODY;
      default -> digits(name);
    };
  }

  private static int digits(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9' || digits.length() > MAX_DIGITS) {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADOWNER);
      }
      value = value * 10 + (digit - '0');
    }
    if (value > 0xffff_ffffL) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADOWNER);
    }
    return (int) value;
  }
}
