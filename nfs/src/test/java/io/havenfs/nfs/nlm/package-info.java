@NullMarked
package io.havenfs.nfs.nlm;

import org.jspecify.annotations.NullMarked;
