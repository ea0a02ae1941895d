package io.serai.providers.ai;

import org.apache.camel.spi.Metadata;

/** The headers that {@code ai:} reads. */
public final class AiConstants {

    @Metadata(
            label = "producer",
            description = "The model that the caller asked for; names provider and model for `ai:*`.",
            javaType = "String")
    public static final String MODEL = "SeraiModel";

    @Metadata(
            label = "producer",
            description = "What is asked, where the endpoint does not say it: `chat`, `embed` and so on.",
            javaType = "String")
    public static final String OPERATION = "SeraiOperation";

    @Metadata(label = "producer", description = "Whether the caller asked for a stream.", javaType = "Boolean")
    public static final String STREAM = "SeraiStream";

    @Metadata(
            label = "producer",
            description = "Whether to refuse a request of which the provider can't be told every field.",
            javaType = "Boolean")
    public static final String STRICT = "x-serai-strict";

    @Metadata(
            label = "producer",
            description = "How calls of this request are made to fail, to try what happens then, such as "
                    + "`target=openai/*;status=503`.",
            javaType = "String")
    public static final String FAULT = "x-serai-fault";

    private AiConstants() {}
}
