package io.havenfs.testkit.history;

import java.util.Optional;

/**
 * What a correct service would answer.
 *
 * @param <S> its state: an immutable value with {@code equals} and {@code hashCode}
 * @param <O> what is asked
 * @param <R> what is answered
 */
@FunctionalInterface
public interface Model<S, O, R> {
  /**
   * The state after {@code asked} was done in {@code state}; nothing when a correct service would
   * not have answered {@code answer}.
   */
  Optional<S> after(S state, O asked, R answer);
}
