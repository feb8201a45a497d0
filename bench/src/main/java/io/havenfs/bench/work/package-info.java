/** The kinds of load, a class for each. {@link io.havenfs.bench.work.Works} knows them by name. */
@NullMarked
package io.havenfs.bench.work;

import org.jspecify.annotations.NullMarked;
