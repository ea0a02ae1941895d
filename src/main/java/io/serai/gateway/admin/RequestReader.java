package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.gateway.admin.OpenApiDocument.Entry;
import io.serai.gateway.admin.OpenApiDocument.Parameter;
import io.serai.gateway.admin.Problem.Fault;
import io.serai.gateway.admin.Problem.Place;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what was sent and holds every part against the document: what that does not name is refused, not ignored, so that nobody
 * believes to have set what was never read.
 */
final class RequestReader {

    private static final Json JSON = new Json(new JsonLimits(16, 256, 64, 64 * 1024));

    private final Map<String, Entry> entries;
    private final Map<String, List<Parameter>> parameters = new HashMap<>();
    private final DocumentSchemas schemas;

    RequestReader(OpenApiDocument document, DocumentSchemas schemas) {
        this.schemas = schemas;
        this.entries = document.entries().stream().collect(Collectors.toUnmodifiableMap(Entry::id, entry -> entry));
        entries.values().forEach(entry -> parameters.put(entry.id(), document.parameters(entry)));
    }

    /**
     * The variables of the path, if they look like it.
     *
     * @throws ProblemException the answer for what does not exist: no such thing can
     */
    void checkPath(String operation, Map<String, String> variables) {
        for (Parameter parameter : parametersOf(operation, "path")) {
            String value = variables.getOrDefault(parameter.name(), "");
            if (!schemas.faults(parameter.pointer(), Place.PATH, value).isEmpty()) {
                throw ProblemException.absent();
            }
        }
    }

    /** The query, each parameter in the type that the document gives it: texts, whole numbers, lists of texts. */
    Map<String, Object> query(String operation, HttpServerRequest request) {
        MultiMap sent = params(request);
        List<Fault> faults = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        List<Parameter> known = parametersOf(operation, "query");
        Set<String> names = known.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
        for (String name : sent.names()) {
            if (!names.contains(name)) {
                faults.add(new Fault(Place.QUERY, name, "is not known here; known are " + names));
            } else if (sent.getAll(name).size() > 1) {
                faults.add(new Fault(Place.QUERY, name, "is given more than once"));
            }
        }
        for (Parameter parameter : known) {
            String text = sent.get(parameter.name());
            if (text != null) {
                Object value = typed(parameter.schema(), text);
                values.put(parameter.name(), value);
                schemas.faults(parameter.pointer(), Place.QUERY, value)
                        .forEach(fault -> faults.add(new Fault(Place.QUERY, parameter.name(), fault.detail())));
            } else if (parameter.required()) {
                faults.add(new Fault(Place.QUERY, parameter.name(), "is missing"));
            }
        }
        refuse(faults);
        return values;
    }

    /** The body; empty where the operation takes none. */
    Fields body(String operation, @Nullable String mediaType, Buffer sent) {
        Entry entry = entry(operation);
        if (entry.body().isEmpty()) {
            if (sent.length() > 0) {
                throw ProblemException.badRequest(List.of(new Fault(Place.BODY, "", "no body is expected here")));
            }
            return new Fields(Map.of());
        }
        if (mediaType == null || !mediaType.split(";", 2)[0].strip().equalsIgnoreCase(AdminAnswer.JSON)) {
            throw new ProblemException(
                    Problem.of(ErrorKind.CALLER_UNSUPPORTED_MEDIA_TYPE, "Expected content-type: application/json."));
        }
        Map<String, Object> body = read(sent);
        refuse(schemas.faults(entry.body().orElseThrow(), Place.BODY, body));
        return new Fields(body);
    }

    private static MultiMap params(HttpServerRequest request) {
        try {
            return request.params();
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("", "expected what RFC 3986 has after a question mark");
        }
    }

    private static Map<String, Object> read(Buffer sent) {
        try {
            return JSON.readObject(sent.getBytes());
        } catch (JsonException e) {
            throw ProblemException.badRequest(List.of(new Fault(Place.BODY, e.path(), String.valueOf(e.getMessage()))));
        }
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw ProblemException.badRequest(faults);
        }
    }

    private static Object typed(Map<String, Object> schema, String text) {
        Object type = schema.getOrDefault("type", "string");
        if (type.equals("integer")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
        return type.equals("array") ? List.of(text.split(",", -1)) : text;
    }

    private List<Parameter> parametersOf(String operation, String in) {
        return parameters.getOrDefault(operation, List.of()).stream()
                .filter(parameter -> parameter.in().equals(in))
                .toList();
    }

    private Entry entry(String operation) {
        Entry entry = entries.get(operation);
        if (entry == null) {
            throw new IllegalStateException("the document does not describe " + operation);
        }
        return entry;
    }
}
