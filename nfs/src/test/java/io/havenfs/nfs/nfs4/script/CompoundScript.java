package io.havenfs.nfs.nfs4.script;

import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the commands of one scenario against a server of its own. */
final class CompoundScript {
  private final ScriptServer server = new ScriptServer();
  private final Handles handles = new Handles();
  private final ArgumentText arguments = new ArgumentText(handles);
  private final ResultText results = new ResultText(handles);
  private final List<MemoryCall> waiting = new ArrayList<>();
  private int sequence;
  private int minorVersion = 2;
  private boolean cacheThis;

  /** Executes one line and returns what there is to say about it. */
  List<String> run(String line) {
    String[] words = line.split("\\s+", -1);
    switch (words[0]) {
      case "export" -> server.export(line.substring("export".length()).replace(";", "\n"));
      case "make" -> server.make(Arrays.copyOfRange(words, 1, words.length));
      case "client" -> server.client(words[1], number(words[2]), number(words[3]));
      case "minor" -> minorVersion = number(words[1]);
      case "limits" -> server.sequence.limits(number(words[1]), number(words[2]));
      case "cachethis" -> cacheThis = words[1].equals("on");
      case "wait" -> server.time.advance(Duration.ofSeconds(number(words[1])));
      case "hold" -> server.engine.hold();
      case "release" -> {
        return release();
      }
      case "slot" -> {
        return List.of(server.sequence.story());
      }
      case "bare" -> {
        return compound(line.substring("bare".length()), false);
      }
      case "again" -> {
        sequence--;
        return compound(line.substring("again".length()), true);
      }
      default -> {
        return compound(line, true);
      }
    }
    return List.of();
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private List<String> compound(String text, boolean inSession) {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter out = new XdrWriter(buffer);
    out.opaque(new byte[0]);
    out.int32(minorVersion);
    int countAt = out.position();
    out.int32(0);
    int count = 0;
    if (inSession) {
      sequence(out);
      count++;
    }
    String kept = "";
    for (String operation : text.isBlank() ? new String[0] : text.split(";", -1)) {
      String plain = operation;
      if (operation.contains("->")) {
        kept = operation.split("->", -1)[1].trim();
        plain = operation.split("->", -1)[0];
      }
      if (!plain.isBlank()) {
        arguments.write(out, plain);
        count++;
      }
    }
    out.patchInt32(countAt, count);
    return answer(server.call(buffer), kept);
  }

  private void sequence(XdrWriter out) {
    out.int32(53);
    out.int64(0);
    out.int64(0);
    out.int32(++sequence);
    out.int32(0);
    out.int32(0);
    out.bool(cacheThis);
  }

  private List<String> answer(MemoryCall call, String kept) {
    if (call.end() == MemoryCall.End.OPEN) {
      waiting.add(call);
      return List.of("waits");
    }
    if (call.end() != MemoryCall.End.SENT) {
      return List.of(call.end().toString());
    }
    List<String> lines = new ArrayList<>(results.read(call.results()));
    if (!kept.isEmpty()) {
      handles.keep(kept, lastHandle(call.results()));
    }
    return lines;
  }

  private List<String> release() {
    server.engine.release();
    List<String> lines = new ArrayList<>();
    waiting.forEach(call -> lines.addAll(answer(call, "")));
    waiting.clear();
    return lines;
  }

  /** The handle at the end of a reply whose last result is GETFH's. */
  private static byte[] lastHandle(XdrReader in) {
    in.skip(in.remaining() - 28);
    return in.opaque(24);
  }
}
