package io.havenfs.node.control;

import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.Settings;
import java.time.Duration;
import java.util.Locale;

/**
 * The cluster's settings in plain words.
 *
 * @param deadAfter fast, normal or slow
 * @param syncsAtOnce on one node
 */
public record SettingsDescription(String deadAfter, long lagLimitMillis, int syncsAtOnce) {
  /** In plain words. */
  public static SettingsDescription of(Settings settings) {
    return new SettingsDescription(
        settings.deadAfter().name().toLowerCase(Locale.ROOT),
        settings.lagLimit().toMillis(),
        settings.syncsAtOnce());
  }

  /** The settings; {@link IllegalArgumentException} when they are none. */
  public Settings settings() {
    return new Settings(
        DeadAfter.valueOf(deadAfter.toUpperCase(Locale.ROOT)),
        Duration.ofMillis(lagLimitMillis),
        syncsAtOnce);
  }
}
