/** Tests of what is particular to Linux; the port's contract is tested in the test kit. */
@NullMarked
package io.havenfs.host.disk;

import org.jspecify.annotations.NullMarked;
