/** The real protocols on an engine, for simulated connections. */
@NullMarked
package io.havenfs.simulation.service;

import org.jspecify.annotations.NullMarked;
