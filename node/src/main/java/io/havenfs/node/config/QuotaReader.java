package io.havenfs.node.config;

import io.havenfs.engine.file.QuotaLimits;

/** Reads one item of {@code quota.limits}. */
final class QuotaReader {
  private static final long MOST = 1L << 59;

  private QuotaReader() {}

  static QuotaRule read(YamlSection item) throws ConfigException {
    boolean user = item.unsigned("user").isPresent();
    boolean group = item.unsigned("group").isPresent();
    if (user == group) {
      throw item.error("", "either user or group is needed, and not both");
    }
    String subject = user ? "user" : "group";
    int id = (int) item.unsigned(subject).orElseThrow();
    QuotaLimits limits =
        new QuotaLimits(
            item.size("hard-bytes", 0, MOST, 0),
            item.size("soft-bytes", 0, MOST, 0),
            item.count("hard-files", MOST, 0),
            item.count("soft-files", MOST, 0));
    item.finish();
    checkSoft(item, "bytes", limits.softSpace(), limits.hardSpace());
    checkSoft(item, "files", limits.softInodes(), limits.hardInodes());
    if (limits.equals(QuotaLimits.NONE)) {
      throw item.error(subject, "no limit is given");
    }
    return new QuotaRule(user ? QuotaRule.Kind.USER : QuotaRule.Kind.GROUP, id, limits);
  }

  private static void checkSoft(YamlSection item, String what, long soft, long hard)
      throws ConfigException {
    if (hard != 0 && soft > hard) {
      throw item.error("soft-" + what, "the soft limit is above the hard one");
    }
  }
}
