/** Tests of what the protocols share. */
@NullMarked
package io.havenfs.nfs.service;

import org.jspecify.annotations.NullMarked;
