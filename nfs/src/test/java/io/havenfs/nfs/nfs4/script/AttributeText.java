package io.havenfs.nfs.nfs4.script;

import io.havenfs.nfs.nfs4.attr.Attr;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Attributes as words, for a client that is not the server's code. */
final class AttributeText {
  private static final Map<String, Integer> NUMBERS = numbers();

  private AttributeText() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new TreeMap<>();
    for (Field field : Attr.class.getFields()) {
      try {
        numbers.put(field.getName().toLowerCase(Locale.ROOT), field.getInt(null));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return numbers;
  }

  private static String name(int number) {
    return NUMBERS.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("attribute" + number);
  }

  private static int number(String name) {
    Integer known = NUMBERS.get(name);
    return known == null ? Integer.parseInt(name) : known;
  }

  /** {@code type,size} as a bitmap; {@code -} is empty, {@code *} is all that there are. */
  static Bitmap mask(String names) {
    if (names.equals("-")) {
      return Bitmap.EMPTY;
    }
    if (names.equals("*")) {
      return Bitmap.of(
          NUMBERS.values().stream()
              .mapToInt(Integer::intValue)
              .filter(each -> each != 48 && each != 54 && each != 74 && each != 81)
              .toArray());
    }
    int[] numbers = new int[names.split(",", -1).length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(names.split(",", -1)[i]);
    }
    return Bitmap.of(numbers);
  }

  /** {@code mode=0644,owner=7} as a fattr4. */
  static void write(XdrWriter out, String settings) {
    Map<Integer, String> values = new TreeMap<>();
    if (!settings.equals("-")) {
      for (String setting : settings.split(",", -1)) {
        String[] parts = setting.split("=", 2);
        values.put(number(parts[0]), parts[1]);
      }
    }
    Bitmap.of(values.keySet().stream().mapToInt(Integer::intValue).toArray()).write(out);
    int lengthAt = out.position();
    out.int32(0);
    values.forEach((number, value) -> write(out, number, value));
    out.patchInt32(lengthAt, out.position() - lengthAt - 4);
  }

  private static void write(XdrWriter out, int number, String value) {
    switch (number) {
      case Attr.TYPE, Attr.MODE, Attr.NUMLINKS, Attr.LEASE_TIME, Attr.RDATTR_ERROR ->
          out.int32(Integer.decode(value));
      case Attr.SIZE, Attr.CHANGE, Attr.FILEID, Attr.MAXREAD -> out.int64(Long.decode(value));
      case Attr.OWNER, Attr.OWNER_GROUP -> out.utf8(value);
      case Attr.ACL -> AclText.write(out, value);
      case Attr.MODE_SET_MASKED, Attr.MODE_UMASK -> {
        out.int32(Integer.decode(value.split("/", -1)[0]));
        out.int32(Integer.decode(value.split("/", -1)[1]));
      }
      case Attr.TIME_ACCESS_SET, Attr.TIME_MODIFY_SET -> time(out, value);
      default -> out.opaque(new byte[0]);
    }
  }

  private static void time(XdrWriter out, String value) {
    if (value.equals("now")) {
      out.int32(0);
      return;
    }
    out.int32(1);
    out.int64(Long.parseLong(value.split("\\.", -1)[0]));
    out.int32(Integer.parseInt(value.split("\\.", -1)[1]));
  }

  /** A bitmap in words. */
  static String mask(Bitmap mask) {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < 128; number++) {
      if (mask.has(number)) {
        names.add(name(number));
      }
    }
    return names.isEmpty() ? "-" : String.join(",", names);
  }

  /** A fattr4 in words. */
  static String read(XdrReader in, Handles handles) {
    Bitmap mask = Bitmap.read(in);
    int end = in.length(in.remaining()) + in.position();
    List<String> values = new ArrayList<>();
    for (int number = 0; number < 128; number++) {
      if (mask.has(number)) {
        values.add(name(number) + "=" + value(in, number, handles));
      }
    }
    if (in.position() != end) {
      values.add("LENGTH WRONG BY " + (end - in.position()));
    }
    return values.isEmpty() ? "-" : String.join(" ", values);
  }

  private static String value(XdrReader in, int number, Handles handles) {
    return switch (number) {
      case Attr.SUPPORTED_ATTRS, Attr.SUPPATTR_EXCLCREAT -> mask(Bitmap.read(in));
      case Attr.TYPE -> typeName(in.int32());
      case Attr.ACL -> AclText.read(in);
      case Attr.MODE -> "0" + Integer.toOctalString(in.int32());
      case Attr.FH_EXPIRE_TYPE,
          Attr.LEASE_TIME,
          Attr.ACLSUPPORT,
          Attr.MAXLINK,
          Attr.MAXNAME,
          Attr.NUMLINKS,
          Attr.FS_CHARSET_CAP,
          Attr.CHANGE_ATTR_TYPE ->
          Integer.toString(in.int32());
      case Attr.RDATTR_ERROR -> ResultText.status(in.int32());
      case Attr.LINK_SUPPORT,
          Attr.SYMLINK_SUPPORT,
          Attr.NAMED_ATTR,
          Attr.UNIQUE_HANDLES,
          Attr.CANSETTIME,
          Attr.CASE_INSENSITIVE,
          Attr.CASE_PRESERVING,
          Attr.CHOWN_RESTRICTED,
          Attr.HOMOGENEOUS,
          Attr.NO_TRUNC,
          Attr.XATTR_SUPPORT ->
          Boolean.toString(in.bool());
      case Attr.FSID -> handles.fsid(in.int64()) + "." + in.int64();
      case Attr.FILEHANDLE -> handles.name(in.opaque(128));
      case Attr.OWNER, Attr.OWNER_GROUP -> in.utf8(1024);
      case Attr.RAWDEV -> in.int32() + ":" + in.int32();
      case Attr.TIME_ACCESS,
          Attr.TIME_CREATE,
          Attr.TIME_DELTA,
          Attr.TIME_METADATA,
          Attr.TIME_MODIFY ->
          in.int64() + "." + in.int32();
      case Attr.FILEID, Attr.MOUNTED_ON_FILEID -> handles.fileId(in.int64());
      default -> Long.toString(in.int64());
    };
  }

  private static String typeName(int type) {
    return List.of("none", "reg", "dir", "blk", "chr", "lnk", "sock", "fifo").get(type);
  }
}
