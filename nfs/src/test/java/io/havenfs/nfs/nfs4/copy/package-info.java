/** Tests of copies that go on after their request. */
@NullMarked
package io.havenfs.nfs.nfs4.copy;

import org.jspecify.annotations.NullMarked;
