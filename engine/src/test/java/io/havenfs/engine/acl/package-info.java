/** Tests of access control lists, and random ones for the tests of others. */
@NullMarked
package io.havenfs.engine.acl;

import org.jspecify.annotations.NullMarked;
