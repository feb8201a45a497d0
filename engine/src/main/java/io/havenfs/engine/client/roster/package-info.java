/**
 * Clients and what they hold, as an operator looks at them: the same for all protocols. Each kind
 * of client state has a {@link io.havenfs.engine.client.roster.Roster}; whoever shows clients or
 * takes something from them asks all rosters and knows no protocol. A client goes by a text that
 * its own roster makes and recognises, such as {@code v4-1f}.
 *
 * <p>Below everything else of {@code engine.client}, so that any package can have a roster.
 */
@NullMarked
package io.havenfs.engine.client.roster;

import org.jspecify.annotations.NullMarked;
