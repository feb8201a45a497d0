/**
 * What a correct service answers to the operations of the simulation's clients: a file system of
 * one directory in a few maps, with opens and locks. The judge of histories tries orders against
 * it.
 *
 * <p>A file's contents are units of {@link io.havenfs.simulation.model.Ask#UNIT_BYTES} bytes; a
 * write fills units with its own number, which no other write has.
 */
@NullMarked
package io.havenfs.simulation.model;

import org.jspecify.annotations.NullMarked;
