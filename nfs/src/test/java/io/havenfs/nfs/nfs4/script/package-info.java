/**
 * Compounds as text: scenarios in resource files whose lines are compounds, and what a server in
 * memory answered to them. See {@link io.havenfs.nfs.nfs4.script.CompoundScriptTest}.
 */
@NullMarked
package io.havenfs.nfs.nfs4.script;

import org.jspecify.annotations.NullMarked;
