package io.havenfs.node.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.QuotaKey;
import io.havenfs.engine.file.QuotaLimits;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.host.time.SystemTime;
import io.havenfs.node.config.QuotaRule;
import io.havenfs.node.config.QuotaSettings;
import io.havenfs.node.store.Replica;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaKeeperTest {
  private static final QuotaLimits SMALL = new QuotaLimits(10, 5, 4, 3);
  private static final QuotaLimits LARGE = new QuotaLimits(10_000, 0, 0, 0);

  @TempDir private Path directory;

  @Test
  void theStoreSaysWhatTheConfigurationSays() throws Exception {
    Replica replica = open();
    try (var engine = replica.engine()) {
      QuotaKeeper keeper = new QuotaKeeper(engine, replica.files());
      keeper.apply(
          settings(
              new QuotaRule(QuotaRule.Kind.USER, 1000, SMALL),
              new QuotaRule(QuotaRule.Kind.USER, -2, SMALL),
              new QuotaRule(QuotaRule.Kind.GROUP, 1000, LARGE)));
      assertThat(quotas(replica))
          .isEqualTo(
              Map.of(
                  QuotaKey.user(1000), SMALL,
                  QuotaKey.user(-2), SMALL,
                  QuotaKey.group(1000), LARGE));

      keeper.apply(settings(new QuotaRule(QuotaRule.Kind.USER, 1000, LARGE)));
      assertThat(quotas(replica)).isEqualTo(Map.of(QuotaKey.user(1000), LARGE));

      keeper.apply(QuotaSettings.DEFAULT);
      assertThat(quotas(replica)).isEmpty();
    }
  }

  private static Map<QuotaKey, QuotaLimits> quotas(Replica replica) {
    return replica.files().quotas(replica.engine().committed());
  }

  private static QuotaSettings settings(QuotaRule... rules) {
    return new QuotaSettings(true, 7, List.of(rules));
  }

  private Replica open() throws IOException {
    return Replica.open(
        new Replica.Request(
            directory.resolve("store"),
            EngineLimits.DEFAULT,
            StoreLimits.DEFAULT,
            FileLimits.DEFAULT,
            new SystemTime()),
        fault -> {});
  }
}
