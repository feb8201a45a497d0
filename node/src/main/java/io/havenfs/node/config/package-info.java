/**
 * What the operator wants: from a YAML file and from flags to one validated value.
 *
 * <p>{@link io.havenfs.node.config.SettingsReader} turns a file into {@link
 * io.havenfs.node.config.FileSettings}, {@link io.havenfs.node.config.SettingsMerger} puts the
 * flags of the command line ({@link io.havenfs.node.config.ServeOptions}) over them, and {@link
 * io.havenfs.node.config.NodeSettings} is the result that the node is composed from. Whatever is
 * wrong, unknown keys, types, values out of range, values that cannot stand together, is a {@link
 * io.havenfs.node.config.ConfigException} that names the file, the line and the key, or the flag.
 *
 * <p>Each record keeps its limits and defaults as named constants. {@code
 * docs/operate/configuration.md} documents every key, which a test checks. Everything is immutable.
 */
@NullMarked
package io.havenfs.node.config;

import org.jspecify.annotations.NullMarked;
