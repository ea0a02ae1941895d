package io.serai.processors.check;

import io.serai.api.chat.ResponseFormat;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Whether the text is JSON of a schema: of its own, else of the request's {@code response_format} (JSON mode wants any object), else
 * anything passes. JSON within Markdown is text. A tool call passes.
 */
public final class SchemaCheck implements Check, CamelContextAware {

    private static final String RESOURCE = "resource:";

    private Optional<JsonSchema> own = Optional.empty();
    private Optional<String> given = Optional.empty();
    private @Nullable CamelContext camelContext;

    /** A JSON schema as text, or where it is: {@code resource:file:schemas/invoice.json}, {@code resource:classpath:invoice.json}. */
    public void setSchema(String schema) {
        if (schema.startsWith(RESOURCE)) {
            // Camel sets the context after the properties.
            given = Optional.of(schema.substring(RESOURCE.length()));
        } else {
            own = Optional.of(read(schema.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        Optional<ResponseFormat> wanted = own.isPresent() ? Optional.empty() : ResponseFormat.in(draft.request());
        if (draft.isToolCall() || (own.isEmpty() && wanted.isEmpty())) {
            return Verdict.PASSED;
        }
        Object value;
        try {
            byte[] text = draft.text().getBytes(StandardCharsets.UTF_8);
            value = Json.standard().read(text, 0, text.length);
        } catch (JsonException e) {
            return Verdict.failed("expected JSON");
        }
        if (own.isPresent()) {
            return verdict(own.get(), value);
        }
        Optional<Map<String, Object>> schema = wanted.flatMap(ResponseFormat::schema);
        if (schema.isEmpty()) {
            return Verdict.of(value instanceof Map, "expected a JSON object, found " + Json.kindOf(value));
        }
        try {
            return verdict(JsonSchema.of(schema.get()), value);
        } catch (IllegalArgumentException e) {
            return Verdict.failed("the schema of the request is not understood");
        }
    }

    private static Verdict verdict(JsonSchema schema, @Nullable Object value) {
        return schema.fault(value)
                .map(place -> Verdict.failed("it does not satisfy the schema at " + place))
                .orElse(Verdict.PASSED);
    }

    private static JsonSchema read(byte[] schema) {
        try {
            return JsonSchema.of(Json.standard().readObject(schema));
        } catch (JsonException e) {
            throw new IllegalArgumentException("expected a JSON schema, found what is " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext context) {
        camelContext = context;
        if (context != null && given.isPresent()) {
            own = Optional.of(load(context, given.get()));
        }
    }

    private static JsonSchema load(CamelContext context, String uri) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a JSON schema at " + uri, e);
        }
    }
}
