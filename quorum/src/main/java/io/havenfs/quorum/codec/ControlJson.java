package io.havenfs.quorum.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Storage;
import java.time.Duration;

/** The model as JSON, without the model knowing of it. */
public final class ControlJson {
  /** Which kind of a sealed type an object is, is written in this property. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Kinds {}

  private ControlJson() {}

  /** A mapper of its own, for whoever writes the model as JSON. */
  public static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.registerModule(new Jdk8Module());
    mapper.registerModule(words());
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    mapper
        .coercionConfigFor(LogicalType.POJO)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    kinds(mapper, Command.class);
    kinds(mapper, CommandResult.class);
    kinds(mapper, Storage.class);
    return mapper;
  }

  private static void kinds(ObjectMapper mapper, Class<?> sealed) {
    mapper.addMixIn(sealed, Kinds.class);
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
    }
  }

  private static SimpleModule words() {
    SimpleModule module = new SimpleModule("words");
    Word.add(module, NodeId.class, NodeId::new);
    Word.add(module, ServiceId.class, ServiceId::new);
    Word.add(module, ServiceAddress.class, ServiceAddress::parse);
    Word.add(module, Duration.class, Duration::parse);
    return module;
  }
}
