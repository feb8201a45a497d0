/**
 * Properties tried with many seeds, and what random tests draw from.
 *
 * <p>{@link io.havenfs.testkit.seeded.Seeded} runs a property with one random generator per seed; a
 * failure names its seed and how to run only that one. {@link io.havenfs.testkit.seeded.Generate}
 * makes values, {@link io.havenfs.testkit.seeded.Mutate} spoils bytes for decoders. All of it
 * depends on the generator alone.
 */
@NullMarked
package io.havenfs.testkit.seeded;

import org.jspecify.annotations.NullMarked;
