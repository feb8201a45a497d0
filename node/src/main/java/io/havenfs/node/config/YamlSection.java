package io.havenfs.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the file, read key by key. Reading a key makes it known; {@link #finish} then
 * refuses the keys that nobody asked for.
 *
 * <p>Values are taken as they are written and not as YAML 1.1 would type them, so that {@code
 * rpcbind: off}, {@code 4.1} and {@code 127.0.0.1:80} mean what they say.
 */
final class YamlSection {
  private final String file;
  private final String path;
  private final Node node;
  private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<String> documented;

  private YamlSection(String file, String path, Node node, Set<String> documented) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.documented = documented;
  }

  /**
   * The section that {@code node} is; {@code path} is the key that leads to it, empty for the
   * whole.
   *
   * @param documented collects the full name of every key that is asked for
   */
  static YamlSection of(String file, String path, Node node, Set<String> documented)
      throws ConfigException {
    YamlSection section = new YamlSection(file, path, node, documented);
    if (node.getTag().equals(Tag.NULL)) {
      return section; // "nfs:" with nothing below, or an empty file
    }
    if (!(node instanceof MappingNode mapping)) {
      throw new ConfigException(
          section.where(node.getStartMark(), path), "keys with values are expected here");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      section.add(tuple);
    }
    return section;
  }

  private void add(NodeTuple tuple) throws ConfigException {
    Mark mark = tuple.getKeyNode().getStartMark();
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigException(where(mark, path), "a key must be a word");
    }
    if (tuples.put(key.getValue(), tuple) != null) {
      throw new ConfigException(where(mark, full(key.getValue())), "the key is given twice");
    }
  }

  private String full(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  private String where(Mark mark, String key) {
    String place = file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    return key.isEmpty() ? place : place + ": " + key;
  }

  /** Where the key's value is, or the section when it has none; the empty key is the section. */
  String where(String key) {
    NodeTuple tuple = tuples.get(key);
    Node place = tuple == null ? node : tuple.getValueNode();
    return where(place.getStartMark(), full(key));
  }

  ConfigException error(String key, String problem) {
    return new ConfigException(where(key), problem);
  }

  boolean has(String key) {
    return tuples.containsKey(key);
  }

  private Optional<Node> value(String key) {
    known.add(key);
    documented.add(full(key));
    return Optional.ofNullable(tuples.get(key)).map(NodeTuple::getValueNode);
  }

  /** The section below a key; empty when the key is missing. */
  YamlSection section(String key) throws ConfigException {
    Optional<Node> below = value(key);
    return below.isPresent()
        ? of(file, full(key), below.get(), documented)
        : new YamlSection(file, full(key), node, documented);
  }

  /** The text of a key's value; empty when the key is missing. */
  Optional<String> text(String key) throws ConfigException {
    Optional<Node> value = value(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(text(full(key), value.get()));
  }

  private String text(String key, Node value) throws ConfigException {
    if (!(value instanceof ScalarNode scalar)) {
      throw new ConfigException(where(value.getStartMark(), key), "a single value is expected");
    }
    if (scalar.getValue().isEmpty() || scalar.getTag().equals(Tag.NULL)) {
      throw new ConfigException(where(value.getStartMark(), key), "the value is missing");
    }
    return scalar.getValue();
  }

  boolean bool(String key, boolean otherwise) throws ConfigException {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      throw error(key, "'" + text.get() + "' is neither true nor false");
    }
    return text.map("true"::equals).orElse(otherwise);
  }

  int integer(String key, int low, int high, int otherwise) throws ConfigException {
    Optional<String> text = text(key);
    return text.isEmpty() ? otherwise : (int) number(key, text.get(), low, high);
  }

  private long number(String key, String text, long low, long high) throws ConfigException {
    if (!text.matches("-?[0-9]{1,18}")) {
      throw error(key, "'" + text + "' is not a whole number");
    }
    long number = Long.parseLong(text);
    if (number < low || number > high) {
      throw error(key, number + " is not within " + low + " to " + high);
    }
    return number;
  }

  /** A number of 0 to 2^32-1; empty when the key is missing. */
  OptionalLong unsigned(String key) throws ConfigException {
    Optional<String> text = text(key);
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(key, text.get(), 0, 0xffff_ffffL));
  }

  long count(String key, long high, long otherwise) throws ConfigException {
    Optional<String> text = text(key);
    return text.isEmpty() ? otherwise : number(key, text.get(), 0, high);
  }

  long size(String key, long low, long high, long otherwise) throws ConfigException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalLong size = ByteSize.parse(text.get());
    if (size.isEmpty()) {
      throw error(key, "'" + text.get() + "' is not a size, such as 65536, 64KiB, 256MiB or 2GiB");
    }
    if (size.getAsLong() < low || size.getAsLong() > high) {
      throw error(
          key,
          "%s is not within %s to %s"
              .formatted(text.get(), ByteSize.text(low), ByteSize.text(high)));
    }
    return size.getAsLong();
  }

  /** One of an enum's constants, written in lower case. */
  <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) throws ConfigException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return Words.find(type, text.get())
        .orElseThrow(() -> error(key, Words.notOneOf(type, text.get())));
  }

  /** The texts of a list; empty when the key is missing. */
  List<Located<String>> texts(String key) throws ConfigException {
    List<Located<String>> texts = new ArrayList<>();
    for (Node item : items(key)) {
      String name = full(key) + "[" + texts.size() + "]";
      texts.add(new Located<>(where(item.getStartMark(), name), text(name, item)));
    }
    return texts;
  }

  /** The mappings of a list; empty when the key is missing. */
  List<YamlSection> sections(String key) throws ConfigException {
    List<YamlSection> sections = new ArrayList<>();
    for (Node item : items(key)) {
      sections.add(of(file, full(key) + "[" + sections.size() + "]", item, documented));
    }
    return sections;
  }

  private List<Node> items(String key) throws ConfigException {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      throw error(key, "a list is expected");
    }
    return sequence.getValue();
  }

  /** Refuses the keys that nobody asked for. */
  void finish() throws ConfigException {
    for (Map.Entry<String, NodeTuple> entry : tuples.entrySet()) {
      if (!known.contains(entry.getKey())) {
        Mark mark = entry.getValue().getKeyNode().getStartMark();
        throw new ConfigException(
            where(mark, full(entry.getKey())),
            "unknown key; known here: " + String.join(", ", known));
      }
    }
  }
}
