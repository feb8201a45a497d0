@NullMarked
package io.havenfs.cluster.plan;

import org.jspecify.annotations.NullMarked;
