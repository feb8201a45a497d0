/** What a run tells of itself: its trace, and what went wrong. */
@NullMarked
package io.havenfs.simulation.report;

import org.jspecify.annotations.NullMarked;
