package io.havenfs.node.cluster;

import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import io.havenfs.quorum.join.JoinDesk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Hands out tokens with which nodes join. Thread-safe. */
public final class JoinTokens {
  /** How long a token is good for, if nobody says. */
  public static final Duration USUAL_LIFE = Duration.ofMinutes(15);

  /** How long a token can be good for. */
  public static final Duration LONGEST_LIFE = Duration.ofDays(1);

  private final JoinDesk desk;

  /** Tokens of {@code desk}. */
  public JoinTokens(JoinDesk desk) {
    this.desk = desk;
  }

  /** {@code POST /v1/tokens} for the admin endpoint; the body says how many seconds, if any. */
  public Route route() {
    return new Route("POST", "/v1/tokens", this::token);
  }

  private Answer token(Route.Request request) throws IOException {
    Duration life = life(request.body().strip());
    Instant expires = Instant.now().plus(life);
    return Answer.json(
        Map.of(
            "token",
            desk.token(expires.getEpochSecond()).text(),
            "validSeconds",
            life.toSeconds(),
            "expires",
            Instant.ofEpochSecond(expires.getEpochSecond()).toString()));
  }

  private static Duration life(String seconds) throws IOException {
    if (seconds.isEmpty()) {
      return USUAL_LIFE;
    }
    try {
      Duration life = Duration.ofSeconds(Long.parseLong(seconds));
      if (life.isPositive() && life.compareTo(LONGEST_LIFE) <= 0) {
        return life;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IOException("a token's life of '" + seconds + "' is not a number of seconds", e);
    }
    throw new IOException(
        "a token is good for 1 to " + LONGEST_LIFE.toSeconds() + " seconds, not for " + seconds);
  }
}
