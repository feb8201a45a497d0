package io.havenfs.nfs.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads exports(5).
 *
 * <p>Where nfs-utils guesses, this refuses: an option list without a client ({@code host (rw)} with
 * a blank would export to everybody), a path without clients, options that contradict each other
 * within a list, a client that is given twice for a path.
 */
public final class ExportsParser {
  /**
   * A text of exports.
   *
   * @param name what messages call it: a file's name, or the option it came from
   * @param text lines of exports(5)
   */
  public record Source(String name, String text) {}

  private final Map<ExportPath, List<ClientRule>> rules = new LinkedHashMap<>();
  private final Map<ExportPath, ExportsException.Position> places = new LinkedHashMap<>();

  private ExportsParser() {}

  /** The table of one text. */
  public static ExportTable parse(String name, String text) throws ExportsException {
    return parse(List.of(new Source(name, text)));
  }

  /** The table of several texts together. */
  public static ExportTable parse(List<Source> sources) throws ExportsException {
    ExportsParser parser = new ExportsParser();
    for (Source source : sources) {
      parser.readLines(new ExportsCursor(source.name(), source.text()));
    }
    return parser.table();
  }

  private void readLines(ExportsCursor cursor) throws ExportsException {
    while (cursor.peek() != ExportsCursor.END) {
      cursor.skipBlanks();
      cursor.skipComment();
      if (cursor.peek() == '\n') {
        cursor.skip();
      } else if (cursor.peek() != ExportsCursor.END) {
        readLine(cursor);
      }
    }
  }

  private void readLine(ExportsCursor cursor) throws ExportsException {
    ExportsException.Position start = cursor.position();
    ExportPath path = PathReader.read(cursor);
    places.put(path, start);
    ExportOptions defaults = ExportOptions.DEFAULT;
    int clients = 0;
    cursor.skipBlanks();
    while (!cursor.atLineEnd() && cursor.peek() != '#') {
      if (cursor.peek() == '-') {
        cursor.skip();
        defaults = OptionList.parse(cursor.takeUntil("")).over(defaults);
      } else {
        readClient(cursor, path, defaults);
        clients++;
      }
      cursor.skipBlanks();
    }
    if (clients == 0) {
      throw cursor.error("no client for " + path + ": write '*' to export it to everybody");
    }
  }

  private void readClient(ExportsCursor cursor, ExportPath path, ExportOptions defaults)
      throws ExportsException {
    ExportsCursor.Token name = cursor.takeUntil("(");
    if (name.text().isEmpty()) {
      throw cursor.error("options without a client: no blank before '(', or '*' to mean everybody");
    }
    ClientPattern client = ClientReader.read(name);
    ExportOptions options = readOptions(cursor).over(defaults);
    List<ClientRule> ofPath = rules.computeIfAbsent(path, key -> new ArrayList<>());
    if (ofPath.stream().anyMatch(rule -> rule.client().equals(client))) {
      throw name.error(path + " is exported twice to " + client);
    }
    if (!ofPath.isEmpty() && !ofPath.getFirst().options().fsid().equals(options.fsid())) {
      throw name.error(path + " has different fsid= for different clients");
    }
    ofPath.add(new ClientRule(client, options));
  }

  private static OptionList readOptions(ExportsCursor cursor) throws ExportsException {
    if (cursor.peek() != '(') {
      return OptionList.EMPTY;
    }
    cursor.skip();
    ExportsCursor.Token list = cursor.takeUntil(")(");
    if (cursor.peek() != ')') {
      throw cursor.error(
          cursor.atBlank() ? "blank within an option list" : "option list's ')' is missing");
    }
    cursor.skip();
    if (!cursor.atLineEnd() && !cursor.atBlank()) {
      throw cursor.error("blank expected behind the option list");
    }
    return OptionList.parse(list);
  }

  private ExportTable table() throws ExportsException {
    List<Export> exports = new ArrayList<>();
    Map<Integer, ExportPath> byFsid = new LinkedHashMap<>();
    for (Map.Entry<ExportPath, List<ClientRule>> entry : rules.entrySet()) {
      Export export = new Export(entry.getKey(), entry.getValue());
      ExportPath other = byFsid.put(export.fsid(), export.path());
      if (other != null) {
        throw new ExportsException(
            places.getOrDefault(export.path(), new ExportsException.Position("", 0, 0)),
            ExportTable.collision(other, export));
      }
      exports.add(export);
    }
    return new ExportTable(exports);
  }
}
