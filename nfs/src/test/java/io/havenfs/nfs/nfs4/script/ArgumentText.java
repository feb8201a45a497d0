package io.havenfs.nfs.nfs4.script;

import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/** One operation's words, encoded as its arguments. */
final class ArgumentText {
  private final Handles handles;

  ArgumentText(Handles handles) {
    this.handles = handles;
  }

  /** Encodes {@code "lookup name"}; returns the operation's number. */
  int write(XdrWriter out, String text) {
    Deque<String> words = new ArrayDeque<>(Arrays.asList(text.trim().split("\\s+", -1)));
    String verb = words.remove();
    if (verb.equals("op")) {
      int number = Integer.parseInt(words.remove());
      out.int32(number);
      return number;
    }
    Op op = Op.valueOf(verb.toUpperCase(Locale.ROOT));
    out.int32(op.number());
    arguments(out, op, words);
    return op.number();
  }

  private void arguments(XdrWriter out, Op op, Deque<String> words) {
    switch (op) {
      case ACCESS, SECINFO_NO_NAME -> out.int32(Integer.decode(words.remove()));
      case PUTFH -> out.opaque(handles.of(words.remove()));
      case LOOKUP, REMOVE, LINK, SECINFO, GETXATTR, REMOVEXATTR -> name(out, words.remove());
      case RENAME -> {
        name(out, words.remove());
        name(out, words.remove());
      }
      case GETATTR -> AttributeText.mask(words.remove()).write(out);
      case VERIFY, NVERIFY -> AttributeText.write(out, words.remove());
      case SETATTR -> {
        stateid(out, words.remove());
        AttributeText.write(out, words.remove());
      }
      case CREATE -> create(out, words);
      case READDIR -> readdir(out, words);
      case READ, READ_PLUS -> {
        range(out, words);
        out.int32(Integer.decode(words.remove()));
      }
      case WRITE -> {
        range(out, words);
        out.int32(Integer.parseInt(words.remove()));
        name(out, words.remove());
      }
      case COMMIT -> {
        out.int64(0);
        out.int32(0);
      }
      case SEEK -> {
        range(out, words);
        out.int32(words.remove().equals("data") ? 0 : 1);
      }
      case ALLOCATE, DEALLOCATE -> {
        range(out, words);
        out.int64(Long.decode(words.remove()));
      }
      case COPY -> copy(out, words);
      case IO_ADVISE -> {
        range(out, words);
        out.int64(0);
        AttributeText.mask("-").write(out);
      }
      case SETXATTR -> {
        out.int32(Integer.parseInt(words.remove()));
        name(out, words.remove());
        name(out, words.remove());
      }
      case LISTXATTRS -> {
        out.int64(Long.parseLong(words.remove()));
        out.int32(Integer.parseInt(words.remove()));
      }
      case DELEGRETURN -> stateid(out, words.remove());
      default -> {}
    }
  }

  private static void range(XdrWriter out, Deque<String> words) {
    stateid(out, words.remove());
    out.int64(Long.decode(words.remove()));
  }

  private static void create(XdrWriter out, Deque<String> words) {
    String type = words.remove();
    int number =
        switch (type) {
          case "reg" -> 1;
          case "dir" -> 2;
          case "blk" -> 3;
          case "chr" -> 4;
          case "lnk" -> 5;
          case "sock" -> 6;
          case "fifo" -> 7;
          default -> Integer.parseInt(type);
        };
    out.int32(number);
    String name = words.remove();
    if (number == 5) {
      name(out, words.remove());
    } else if (number == 3 || number == 4) {
      out.int32(Integer.parseInt(words.remove()));
      out.int32(Integer.parseInt(words.remove()));
    }
    name(out, name);
    AttributeText.write(out, words.remove());
  }

  private void readdir(XdrWriter out, Deque<String> words) {
    out.int64(handles.cookie(words.remove()));
    out.int64(0);
    out.int32(0);
    out.int32(Integer.parseInt(words.remove()));
    AttributeText.mask(words.remove()).write(out);
  }

  private static void copy(XdrWriter out, Deque<String> words) {
    stateid(out, words.remove());
    stateid(out, words.remove());
    out.int64(Long.decode(words.remove()));
    out.int64(Long.decode(words.remove()));
    out.int64(Long.decode(words.remove()));
    out.bool(true);
    out.bool(true);
    out.int32(0);
  }

  private static void stateid(XdrWriter out, String word) {
    Stateid stateid =
        switch (word) {
          case "anon" -> Stateid.ANONYMOUS;
          case "bypass" -> Stateid.READ_BYPASS;
          case "current" -> Stateid.CURRENT;
          case "open" -> ScriptStateids.OPEN;
          default -> new Stateid(7, 7, 7);
        };
    stateid.write(out);
  }

  /** A name; {@code ~300} is one of 300 letters, {@code %00} a byte, {@code ""} none. */
  private static void name(XdrWriter out, String word) {
    if (word.startsWith("~")) {
      out.utf8("n".repeat(Integer.parseInt(word.substring(1))));
      return;
    }
    String text = word.equals("\"\"") ? "" : word;
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        plain.append(text.charAt(i));
      }
    }
    out.opaque(plain.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
