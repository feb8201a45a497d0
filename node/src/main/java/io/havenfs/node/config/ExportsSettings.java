package io.havenfs.node.config;

import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the exports are written. Both places count together; a path may be in both, a client of a
 * path only once.
 *
 * @param file a file of exports(5), which may change while the server runs
 * @param lines lines of exports(5) from the configuration or the command line, named for messages
 */
public record ExportsSettings(Optional<Path> file, List<ExportsParser.Source> lines) {
  public ExportsSettings {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the exports as they are now.
   *
   * @throws IOException when the file cannot be read
   */
  public ExportTable load() throws IOException, ExportsException {
    List<ExportsParser.Source> sources = new ArrayList<>(lines);
    if (file.isPresent()) {
      Path path = file.get();
      sources.add(new ExportsParser.Source(path.toString(), Files.readString(path)));
    }
    return ExportsParser.parse(sources);
  }
}
