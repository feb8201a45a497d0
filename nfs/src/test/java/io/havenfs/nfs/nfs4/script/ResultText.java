package io.havenfs.nfs.nfs4.script;

import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.rpc.xdr.XdrReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A COMPOUND4res in words, one line per operation. */
final class ResultText {
  private final Handles handles;

  ResultText(Handles handles) {
    this.handles = handles;
  }

  /** The lines; results of SEQUENCE that say nothing are left out. */
  List<String> read(XdrReader in) {
    List<String> lines = new ArrayList<>();
    String status = status(in.int32());
    in.skipOpaque(1024);
    int count = in.int32();
    for (int i = 0; i < count; i++) {
      String line = result(in);
      if (!line.equals("SEQUENCE NFS4_OK")) {
        lines.add(line);
      }
    }
    if (lines.isEmpty() || !lines.getLast().contains(status)) {
      lines.add("compound " + status);
    }
    if (in.remaining() != 0) {
      lines.add(in.remaining() + " BYTES TOO MANY");
    }
    return lines;
  }

  static String status(int code) {
    for (Nfs4Status status : Nfs4Status.values()) {
      if (status.code() == code) {
        return status.name();
      }
    }
    return "status " + code;
  }

  private String result(XdrReader in) {
    int number = in.int32();
    int code = in.int32();
    Op op = Op.of(number, 2);
    if (op == null) {
      return (number == Op.ILLEGAL ? "ILLEGAL " : number + " ") + status(code);
    }
    String head = op + " " + status(code);
    String body = code == 0 ? body(op, in) : op == Op.SETATTR ? "set " + mask(in) : "";
    return body.isEmpty() ? head : head + (body.startsWith("\n") ? "" : " ") + body;
  }

  private static String mask(XdrReader in) {
    return AttributeText.mask(Bitmap.read(in));
  }

  private String body(Op op, XdrReader in) {
    return switch (op) {
      case SEQUENCE -> skipped(in, 36);
      case ACCESS -> "supported 0x%x granted 0x%x".formatted(in.int32(), in.int32());
      case GETFH -> handles.name(in.opaque(128));
      case GETATTR -> AttributeText.read(in, handles);
      case SETATTR -> "set " + mask(in);
      case CREATE -> change(in) + " set " + mask(in);
      case REMOVE, LINK, SETXATTR, REMOVEXATTR -> change(in);
      case RENAME -> change(in) + " " + change(in);
      case READLINK, GETXATTR -> text(in);
      case READ -> (in.bool() ? "eof " : "") + text(in);
      case WRITE -> in.int32() + " bytes, stable " + in.int32() + skipped(in, 8);
      case COMMIT -> skipped(in, 8);
      case READDIR -> entries(in);
      case SECINFO, SECINFO_NO_NAME -> flavors(in);
      case SEEK -> (in.bool() ? "eof " : "") + in.int64();
      case READ_PLUS -> segments(in);
      case COPY -> copy(in);
      case IO_ADVISE -> mask(in);
      case LISTXATTRS -> names(in);
      default -> "";
    };
  }

  private static String flavors(XdrReader in) {
    int count = in.int32();
    StringBuilder text = new StringBuilder(count + " flavour:");
    for (int i = 0; i < count; i++) {
      text.append(' ').append(in.int32());
    }
    return text.toString();
  }

  private static String skipped(XdrReader in, int bytes) {
    in.skip(bytes);
    return "";
  }

  private static String change(XdrReader in) {
    boolean atomic = in.bool();
    long before = in.int64();
    long after = in.int64();
    return (atomic ? "" : "not atomic ") + (after > before ? "changed" : "unchanged");
  }

  private static String text(XdrReader in) {
    byte[] bytes = in.opaque(in.remaining());
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "\\0");
    return bytes.length > 100 ? bytes.length + " bytes" : "\"" + text + "\"";
  }

  private String entries(XdrReader in) {
    StringBuilder text = new StringBuilder();
    in.int64();
    while (in.bool()) {
      text.append("\n  ").append(handles.cookie(in.int64())).append(' ').append(text(in));
      text.append(' ').append(AttributeText.read(in, handles));
    }
    return text.append(in.bool() ? "\n  end" : "\n  more").toString();
  }

  private static String segments(XdrReader in) {
    StringBuilder text = new StringBuilder(in.bool() ? "eof" : "not eof");
    for (int left = in.int32(); left > 0; left--) {
      boolean hole = in.int32() == 1;
      text.append(hole ? " hole " : " data ").append(in.int64()).append(' ');
      text.append(hole ? in.int64() + "" : text(in));
    }
    return text.toString();
  }

  private static String copy(XdrReader in) {
    int callbacks = in.int32();
    long count = in.int64();
    in.skip(12);
    return count + " bytes, callbacks " + callbacks + ", " + in.bool() + " " + in.bool();
  }

  private static String names(XdrReader in) {
    StringBuilder text = new StringBuilder("cookie " + in.int64());
    for (int left = in.int32(); left > 0; left--) {
      text.append(' ').append(text(in));
    }
    return text.append(in.bool() ? " eof" : "").toString();
  }
}
