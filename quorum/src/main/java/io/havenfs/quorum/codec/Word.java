package io.havenfs.quorum.codec;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.util.function.Function;

/** A value that is written as one text, as its {@code toString} gives it. */
final class Word<T> extends FromStringDeserializer<T> {
  private static final long serialVersionUID = 1L;

  private final transient Function<String, T> reading;

  private Word(Class<T> type, Function<String, T> reading) {
    super(type);
    this.reading = reading;
  }

  static <T> void add(SimpleModule module, Class<T> type, Function<String, T> reading) {
    module.addSerializer(type, new ToStringSerializer(type));
    module.addDeserializer(type, new Word<>(type, reading));
    module.addKeyDeserializer(
        type,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return reading.apply(key);
          }
        });
  }

  @Override
  protected T _deserialize(String value, DeserializationContext context) {
    return reading.apply(value);
  }
}
