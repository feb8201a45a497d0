package io.havenfs.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.cluster.agent.StorageBusyException;
import io.havenfs.cluster.storage.NotOwnerException;
import io.havenfs.host.time.SystemTime;
import io.havenfs.quorum.model.Custody;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.Leadership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real directory between two nodes, one of which has been deposed and does not know it yet. */
class SharedCopyTest {
  private static final ServiceId SERVICE = new ServiceId("files");
  private static final List<NodeId> NODES = List.of(new NodeId("anna"), new NodeId("bert"));

  @TempDir private Path folder;
  private final LeaseOnlyQuorum anna = new LeaseOnlyQuorum("anna");
  private final LeaseOnlyQuorum bert = new LeaseOnlyQuorum("bert");

  private SharedCopy copy(LeaseOnlyQuorum quorum) {
    return new SharedCopy(
        SERVICE, new StorageCommands(folder.resolve("commands")), quorum, new SystemTime());
  }

  private ServiceState service() {
    Storage storage =
        new Storage.Shared(
            folder.toString(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(1));
    ServiceSpec spec =
        new ServiceSpec(
            SERVICE,
            List.of(ServiceAddress.parse("127.0.0.9")),
            List.of(),
            NfsOptions.DEFAULT,
            Desired.ONLINE,
            NODES,
            false,
            storage,
            SyncOptions.DEFAULT);
    return new ServiceState(7, spec, View.fresh(NODES), Map.of(), Optional.empty(), Custody.NONE);
  }

  private void lead(SharedCopy copy, long epoch) throws IOException {
    copy.acquire(service(), epoch);
    copy.open(service(), epoch, () -> {});
    Map<String, Long> both = Map.of("anna", 1L, "bert", 1L);
    copy.lead(new Leadership(epoch, both.keySet(), both), () -> true).toCompletableFuture().join();
  }

  @Test
  void theNextOwnerWaitsUntilTheLastOneHasLetGo() throws IOException {
    SharedCopy first = copy(anna);
    anna.serve(1);
    lead(first, 1);
    long serviceId = first.engine().serviceId();
    anna.serve(0);
    bert.serve(2);
    SharedCopy second = copy(bert);
    assertThatThrownBy(() -> second.acquire(service(), 2))
        .isInstanceOf(StorageBusyException.class)
        .hasMessageContaining("is held by process");

    first.release();
    lead(second, 2);
    assertThat(second.engine().serviceId()).isEqualTo(serviceId);
    assertThat(names()).contains("owner-2", "state-2").doesNotContain("owner-1", "state-1");
    second.release();
  }

  @Test
  void anOlderOwnerIsRefusedThoughItBelievesInItsLease() throws IOException {
    anna.serve(1);
    bert.serve(2);
    SharedCopy second = copy(bert);
    lead(second, 2);
    second.release();
    SharedCopy first = copy(anna);
    assertThatThrownBy(() -> first.acquire(service(), 1))
        .isInstanceOf(NotOwnerException.class)
        .hasMessageContaining("node bert's in epoch 2");
    first.release();
    assertThat(names()).contains("owner-2", "state-2");
  }

  @Test
  void withoutALeaseNothingIsTaken() {
    SharedCopy first = copy(anna);
    assertThatThrownBy(() -> first.acquire(service(), 1))
        .isInstanceOf(NotOwnerException.class)
        .hasMessageContaining("no lease");
  }

  @Test
  void withoutAFenceCommandNobodyIsCutOff() {
    assertThatThrownBy(() -> copy(bert).fence(service(), NODES.getFirst(), 2))
        .hasMessageContaining("there is no fence command");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
