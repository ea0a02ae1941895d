package io.serai.gateway.admin;

import io.serai.api.json.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the admin API, OpenAPI 3.1: what is served as it, and what requests are held against. */
final class OpenApiDocument {

    private static final String FILE = "openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * One operation of the document.
     *
     * @param pointer to it in the document, without {@code #}
     * @param right the {@code x-serai-right} that it names
     */
    record Entry(String id, String method, String path, String pointer, String right, Map<String, Object> content) {

        /** JSON pointer to the schema of the body that it takes. */
        Optional<String> body() {
            return content.containsKey("requestBody")
                    ? Optional.of(pointer + "/requestBody/content/application~1json/schema")
                    : Optional.empty();
        }
    }

    /** A parameter of an operation. */
    record Parameter(String name, String in, boolean required, String pointer, Map<String, Object> schema) {}

    private final String yaml;
    private final Map<String, Object> tree;
    private final Buffer json;

    private OpenApiDocument(String yaml) {
        this.yaml = yaml;
        this.tree = map(new Load(LoadSettings.builder().setLabel(FILE).build()).loadFromString(yaml));
        this.json = Buffer.buffer(Json.write(tree));
    }

    /** The one that comes with the gateway. */
    static OpenApiDocument shipped() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream("/io/serai/gateway/admin/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new OpenApiDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String yaml() {
        return yaml;
    }

    Buffer json() {
        return json;
    }

    /** All operations, in the order of the document. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        map(tree.get("paths")).forEach((path, item) -> map(item).forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                Map<String, Object> content = map(operation);
                entries.add(new Entry(
                        text(content, "operationId"),
                        method.toUpperCase(Locale.ROOT),
                        path,
                        "/paths/" + escape(path) + "/" + method,
                        text(content, "x-serai-right"),
                        content));
            }
        }));
        return entries;
    }

    /** What an operation takes, beside its body. */
    List<Parameter> parameters(Entry entry) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        String item = entry.pointer().substring(0, entry.pointer().lastIndexOf('/'));
        for (String owner : List.of(item, entry.pointer())) {
            Object declared = map(at(owner)).get("parameters");
            int count = declared instanceof List<?> list ? list.size() : 0;
            for (int i = 0; i < count; i++) {
                Parameter parameter = parameter(owner + "/parameters/" + i);
                parameters.put(parameter.in() + " " + parameter.name(), parameter);
            }
        }
        return List.copyOf(parameters.values());
    }

    private Parameter parameter(String pointer) {
        Map<String, Object> found = map(at(pointer));
        if (found.get("$ref") instanceof String reference) {
            return parameter(reference.substring(1));
        }
        String schema = pointer + "/schema";
        return new Parameter(
                text(found, "name"),
                text(found, "in"),
                Boolean.TRUE.equals(found.get("required")),
                schema,
                resolve(map(at(schema))));
    }

    private Map<String, Object> resolve(Map<String, Object> schema) {
        return schema.get("$ref") instanceof String reference ? resolve(map(at(reference.substring(1)))) : schema;
    }

    /** What a JSON pointer (RFC 6901) leads to. */
    Object at(String pointer) {
        Object found = tree;
        for (String step : pointer.substring(1).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            found = found instanceof List<?> list
                    ? list.get(Integer.parseInt(name))
                    : map(found).get(name);
            if (found == null) {
                throw new IllegalStateException(FILE + " has nothing at " + pointer);
            }
        }
        return found;
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String text(Map<String, Object> map, String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException(FILE + " has an entry without " + name + ": " + map.keySet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalStateException(FILE + ": expected an object, found " + Json.kindOf(value));
    }
}
