package io.havenfs.node.store;

import io.havenfs.host.time.Time;
import io.havenfs.node.cluster.CopyOpener;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.replication.ViewProposals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services in shared storage, which are here only while this node serves them. */
public final class SharedCopies implements CopyOpener {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCopies.class);

  private final StorageCommands commands;
  private final Quorum quorum;
  private final Time time;

  /** {@code commands} is the folder of the programs that services may name. */
  public SharedCopies(Path commands, Quorum quorum, Time time) {
    this.commands = new StorageCommands(commands);
    this.quorum = quorum;
    this.time = time;
  }

  @Override
  public Copy open(ServiceState service, ViewProposals proposals) {
    SharedCopy copy = new SharedCopy(service.id(), commands, quorum, time);
    return new Copy(copy, copy::contents, Optional.of(copy));
  }

  @Override
  public void configure(Copy copy, ServiceState service) {
    // There is one copy: nothing is ever brought up to date.
  }

  @Override
  public void close(Copy copy, ServiceState service) throws IOException {
    copy.control().close();
  }

  /** What is shared belongs to nobody alone: an administrator removes it. */
  @Override
  public void discard(ServiceState service) throws IOException {
    LOG.info("service {}: what is in its shared storage stays there", service.id());
  }

  @Override
  public void setAside(ServiceState service) throws IOException {
    throw new IOException("what is in shared storage is not set aside");
  }
}
