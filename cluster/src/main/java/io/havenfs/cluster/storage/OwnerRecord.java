package io.havenfs.cluster.storage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A claim on a shared directory.
 *
 * @param cluster the cluster's id
 * @param service the service's name
 * @param number its number, by which a service made anew under a name is another one
 * @param epoch of the service's view
 * @param node who claims it
 * @param incarnation which process of that node
 */
public record OwnerRecord(
    String cluster, String service, int number, long epoch, String node, long incarnation) {
  private static final String HEADER = "havenfs shared storage 1";

  boolean isOfSameService(OwnerRecord other) {
    return cluster.equals(other.cluster) && service.equals(other.service) && number == other.number;
  }

  String text() {
    return "%s\ncluster %s\nservice %s\nnumber %d\nepoch %d\nnode %s\nincarnation %d\n"
        .formatted(HEADER, cluster, service, number, epoch, node, incarnation);
  }

  static OwnerRecord parse(String text) throws IOException {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      throw new IOException("the record of the storage's owner is not of this version");
    }
    Map<String, String> words = new HashMap<>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      words.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
    }
    try {
      return new OwnerRecord(
          word(words, "cluster"),
          word(words, "service"),
          Integer.parseInt(word(words, "number")),
          Long.parseLong(word(words, "epoch")),
          word(words, "node"),
          Long.parseLong(word(words, "incarnation")));
    } catch (NumberFormatException e) {
      throw new IOException("the record of the storage's owner is damaged", e);
    }
  }

  private static String word(Map<String, String> words, String name) throws IOException {
    String word = words.get(name);
    if (word == null) {
      throw new IOException("the record of the storage's owner names no " + name);
    }
    return word;
  }
}
