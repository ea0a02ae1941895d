package io.serai.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.serai.gateway.admin.Problem.Fault;
import io.serai.gateway.admin.Problem.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The schemas of the document, by where they stand in it. Thread-safe. */
final class DocumentSchemas {

    private static final String DOCUMENT = "urn:serai:admin";
    private static final ObjectMapper NODES = new ObjectMapper();

    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    DocumentSchemas(OpenApiDocument document) {
        String content = document.json().toString(StandardCharsets.UTF_8);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, content))
                        .schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .locale(Locale.ROOT)
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** Every way in which a value differs from a schema of the document; its own text is not repeated. */
    List<Fault> faults(String pointer, Place place, @Nullable Object value) {
        Schema schema = compiled.computeIfAbsent(
                pointer, key -> registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + uri(key))));
        return schema.validate(NODES.<JsonNode>valueToTree(value)).stream()
                .map(error -> new Fault(place, field(error), detail(error)))
                .distinct()
                .toList();
    }

    /** A JSON pointer as a URI's fragment (RFC 6901, 6). */
    private static String uri(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D");
    }

    /** The field itself, where the library names the object that has, or lacks, it. */
    private static String field(Error error) {
        String place = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? place : place + "/" + OpenApiDocument.escape(property);
    }

    private static String detail(Error error) {
        Object node = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> "is not known here";
            case "required" -> "is missing";
            case "type" -> "expected " + node;
            case "enum" -> "expected one of " + node;
            case "pattern" -> "expected what matches " + node;
            case "format" -> "expected the format " + node;
            default -> String.valueOf(error.getMessage());
        };
    }
}
