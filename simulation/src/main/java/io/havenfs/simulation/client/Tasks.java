package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.util.Optional;

/** What a lane asks for, one thing after the other. */
interface Tasks {
  /** The next operation; {@code stateful} if there are opens and locks of NFSv4. */
  Ask next(boolean stateful);

  /** An operation was done. */
  void done(Ask what, Answer answer);

  /** What is to be given back yet at the end. */
  Optional<Ask> last();
}
