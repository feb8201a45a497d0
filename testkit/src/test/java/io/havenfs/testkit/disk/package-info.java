/** Disks against their contract, and the simulated disk's own faults. */
@NullMarked
package io.havenfs.testkit.disk;

import org.jspecify.annotations.NullMarked;
