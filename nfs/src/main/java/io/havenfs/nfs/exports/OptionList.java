package io.havenfs.nfs.exports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The options of one list, {@code rw,anonuid=99}, understood and checked. */
final class OptionList {
  static final OptionList EMPTY = new OptionList();

  private final Map<ExportOption, ExportsCursor.Token> options = new EnumMap<>(ExportOption.class);

  /** Reads a list; blanks around the commas are not allowed, as in exports(5). */
  static OptionList parse(ExportsCursor.Token list) throws ExportsException {
    OptionList result = new OptionList();
    for (ExportsCursor.Token item : items(list)) {
      result.add(item);
    }
    return result;
  }

  private static List<ExportsCursor.Token> items(ExportsCursor.Token list) {
    List<ExportsCursor.Token> items = new ArrayList<>();
    int start = 0;
    while (!list.text().isEmpty() && start <= list.text().length()) {
      int comma = list.text().indexOf(',', start);
      int end = comma < 0 ? list.text().length() : comma;
      items.add(list.part(start, end));
      start = end + 1;
    }
    return items;
  }

  private void add(ExportsCursor.Token item) throws ExportsException {
    int equals = item.text().indexOf('=');
    String name = equals < 0 ? item.text() : item.text().substring(0, equals);
    ExportOption option = ExportOption.named(name).orElseThrow(() -> item.error(unknown(name)));
    if (option.kind() == ExportOption.Kind.UNSUPPORTED) {
      throw item.error("option '" + name + "' is not supported");
    }
    checkArgument(option, item, equals);
    Optional<ExportOption> opposite = option.opposite().filter(options::containsKey);
    if (opposite.isPresent()) {
      throw item.error("option '" + name + "' contradicts '" + opposite.get().text() + "'");
    }
    ExportsCursor.Token value = item.part(equals + 1, item.text().length());
    ExportsCursor.Token before = options.put(option, value);
    if (before != null && !before.text().equals(value.text())) {
      throw item.error("option '" + name + "' is given twice");
    }
  }

  private static String unknown(String name) {
    return name.isEmpty() ? "empty option" : "unknown option '" + name + "'";
  }

  private static void checkArgument(ExportOption option, ExportsCursor.Token item, int equals)
      throws ExportsException {
    if (equals >= 0 && option.argument() == ExportOption.Argument.NONE) {
      throw item.error("option '" + option.text() + "' takes no value");
    }
    boolean missing = equals < 0 || equals + 1 == item.text().length();
    if (missing && option.argument() == ExportOption.Argument.REQUIRED) {
      throw item.error("option '" + option.text() + "' needs a value");
    }
  }

  /** These options, where they say nothing {@code base}. */
  ExportOptions over(ExportOptions base) throws ExportsException {
    return new ExportOptions(
        flag(ExportOption.RO, ExportOption.RW, base.readOnly()),
        flag(ExportOption.ROOT_SQUASH, ExportOption.NO_ROOT_SQUASH, base.squashRoot()),
        flag(ExportOption.ALL_SQUASH, ExportOption.NO_ALL_SQUASH, base.squashAll()),
        id(ExportOption.ANONUID, base.anonymousUid()),
        id(ExportOption.ANONGID, base.anonymousGid()),
        flag(ExportOption.SECURE, ExportOption.INSECURE, base.privilegedPortOnly()),
        flavors(base.flavors()),
        fsid(base.fsid()),
        flag(ExportOption.ACL, ExportOption.NO_ACL, base.acls()));
  }

  private boolean flag(ExportOption on, ExportOption off, boolean otherwise) {
    return options.containsKey(on) || (otherwise && !options.containsKey(off));
  }

  /** A user's or group's number; -1 and -2 are read as the kernel does, modulo 2^32. */
  private int id(ExportOption option, int otherwise) throws ExportsException {
    ExportsCursor.Token value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    if (value.text().equals("-1") || value.text().equals("-2")) {
      return Integer.parseInt(value.text());
    }
    return number(value).orElseThrow(() -> notA(option, value, "number from 0 to 4294967295"));
  }

  private static OptionalInt number(ExportsCursor.Token value) {
    String text = value.text();
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > 0xffff_ffffL) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseUnsignedInt(text));
  }

  private static ExportsException notA(
      ExportOption option, ExportsCursor.Token value, String what) {
    return value.error(option.text() + "=" + value.text() + " is not a " + what);
  }

  private Set<AuthFlavor> flavors(Set<AuthFlavor> otherwise) throws ExportsException {
    ExportsCursor.Token value = options.get(ExportOption.SEC);
    if (value == null) {
      return otherwise;
    }
    Set<AuthFlavor> flavors = EnumSet.noneOf(AuthFlavor.class);
    for (String name : value.text().split(":", -1)) {
      flavors.add(
          switch (name) {
            case "sys" -> AuthFlavor.SYS;
            case "none" -> AuthFlavor.NONE;
            case "krb5", "krb5i", "krb5p" ->
                throw value.error("sec=" + name + " (Kerberos) is not supported");
            default -> throw value.error("unknown security flavor '" + name + "'");
          });
    }
    return flavors;
  }

  private OptionalInt fsid(OptionalInt otherwise) throws ExportsException {
    ExportsCursor.Token value = options.get(ExportOption.FSID);
    if (value == null) {
      return otherwise;
    }
    if (value.text().equals("root")) {
      return OptionalInt.of(0);
    }
    OptionalInt number = number(value);
    if (number.isPresent()) {
      return number;
    }
    String digits = value.text().replaceAll("[-:.]", "");
    if (!digits.matches("[0-9a-fA-F]{32}")) {
      throw notA(ExportOption.FSID, value, "number, 'root' or UUID");
    }
    return OptionalInt.of(folded(digits));
  }

  private static int folded(String digits) {
    int folded = 0;
    for (int i = 0; i < digits.length(); i += 8) {
      folded ^= Integer.parseUnsignedInt(digits.substring(i, i + 8), 16);
    }
    return folded;
  }
}
