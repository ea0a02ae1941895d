package io.serai.providers.model;

import org.apache.camel.spi.Metadata;

/** The headers that {@code model:} reads and, for a called route, sets. */
public final class ModelConstants {

    @Metadata(label = "common", description = "The model that is called, as the caller named it.", javaType = "String")
    public static final String MODEL = "SeraiModel";

    @Metadata(label = "common", description = "What is asked of it: `chat` or `embed`.", javaType = "String")
    public static final String OPERATION = "SeraiOperation";

    @Metadata(label = "common", description = "Whether the caller asked for a stream.", javaType = "Boolean")
    public static final String STREAM = "SeraiStream";

    private ModelConstants() {}
}
