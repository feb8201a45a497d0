package io.havenfs.nfs.nfs4.pseudo;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Target;

/**
 * One line of a listing of the pseudo file system.
 *
 * @param cookie its position
 * @param name its name
 * @param target what LOOKUP of the name gives
 */
public record PseudoEntry(long cookie, Name name, Target target) {}
