package io.havenfs.engine.client.roster;

import java.time.Duration;
import java.util.List;

/**
 * A client as an operator sees it.
 *
 * @param id by what commands name it
 * @param protocol what it speaks, such as "4.1"
 * @param name what it calls itself; may be anything
 * @param address its network address, empty if not known
 * @param mounts paths that it said it has mounted; only those of NFSv3 say so
 * @param opens files that it has open
 * @param locks byte ranges that it has locked
 * @param silent since when nothing was heard of it; from a takeover on for who was not heard of
 *     since, and zero for who has no lease
 * @param state in a word: whether it is there, silent, may reclaim
 */
public record ListedClient(
    String id,
    String protocol,
    String name,
    String address,
    List<String> mounts,
    int opens,
    int locks,
    Duration silent,
    String state) {}
