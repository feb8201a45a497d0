package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.owner.OwnerKey;
import io.havenfs.engine.client.owner.OwnerSequence;
import org.jspecify.annotations.Nullable;

/**
 * A numbered request of an owner.
 *
 * @param owner whose it is
 * @param last the owner's last request; null if there was none
 * @param seqid the number of this one
 * @param confirmed whether the owner has confirmed, after this one
 * @param closes the counter of the state that a success closes; 0 for none
 */
record Turn(
    OwnerKey owner, @Nullable OwnerSequence last, int seqid, boolean confirmed, int closes) {}
