package io.havenfs.node.store;

import io.havenfs.node.cluster.CopyOpener;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.replication.ViewProposals;
import java.io.IOException;

/** Opens services where they are stored. */
public final class StoredCopies implements CopyOpener {
  private final CopyOpener replicated;
  private final CopyOpener shared;

  /** With who opens replicated services, and who those in shared storage. */
  public StoredCopies(CopyOpener replicated, CopyOpener shared) {
    this.replicated = replicated;
    this.shared = shared;
  }

  private CopyOpener of(ServiceState service) {
    return service.spec().storage().shared() ? shared : replicated;
  }

  @Override
  public Copy open(ServiceState service, ViewProposals proposals) throws IOException {
    return of(service).open(service, proposals);
  }

  @Override
  public void configure(Copy copy, ServiceState service) {
    of(service).configure(copy, service);
  }

  @Override
  public void close(Copy copy, ServiceState service) throws IOException {
    of(service).close(copy, service);
  }

  @Override
  public void discard(ServiceState service) throws IOException {
    of(service).discard(service);
  }

  @Override
  public void setAside(ServiceState service) throws IOException {
    of(service).setAside(service);
  }
}
