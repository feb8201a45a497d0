package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;

/**
 * What a command came to.
 *
 * @param state the state after it; the very state before it when nothing changed
 */
public record Outcome(ControlState state, CommandResult result) {}
