package io.havenfs.node.exporting;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.service.ExportAdmission;
import io.havenfs.nfs.service.ExportRoots;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts exports in force. {@link #reload} may be called from any thread and blocks; a table that
 * cannot be read or put in force leaves the one before as it is.
 */
public final class ExportKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ExportKeeper.class);

  /** Where the exports are written. */
  @FunctionalInterface
  public interface Source {
    /** Reads them as they are now. */
    ExportTable load() throws IOException, ExportsException;
  }

  private final Source source;
  private final Exports exports;
  private final ExportAdmission admission;
  private final DirectoryMaker directories;

  /** Keeps {@code exports} and {@code admission} as {@code source} says. */
  public ExportKeeper(
      Source source, Exports exports, ExportAdmission admission, Engine engine, FileSystem files) {
    this.source = source;
    this.exports = exports;
    this.admission = admission;
    this.directories = new DirectoryMaker(engine, files);
  }

  /**
   * Reads the exports again and puts them in force; directories that are missing in the store are
   * made. Returns what is exported now.
   *
   * @throws IOException when they cannot be read or a directory cannot be made; says which
   */
  public synchronized List<String> reload() throws IOException, ExportsException {
    ExportTable table = source.load();
    Map<Integer, Long> roots = new HashMap<>();
    for (Export export : table.exports()) {
      roots.put(export.fsid(), directories.make(export.path()));
    }
    admission.roots(new ExportRoots(roots));
    for (String unknown : exports.replace(table)) {
      LOG.warn("exports: host name {} cannot be resolved; its clients are not admitted", unknown);
    }
    List<String> paths = paths();
    LOG.info("exports in force: {}", String.join(", ", paths));
    return paths;
  }

  /** {@link #reload} on behalf of nobody who could be told: a failure is logged. */
  public void reloadOrLog() {
    try {
      reload();
    } catch (IOException | ExportsException e) {
      LOG.error("exports not changed: {}", e.getMessage());
    }
  }

  /** What is exported. */
  public List<String> paths() {
    return exports.table().exports().stream().map(export -> export.path().toString()).toList();
  }
}
