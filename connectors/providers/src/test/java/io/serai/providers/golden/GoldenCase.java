package io.serai.providers.golden;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One folder {@code golden/<dialect>/<case>} with some of these files; {@code source.txt}, which says where the case comes from, must be
 * there:
 *
 * <ul>
 *   <li>{@code request.json} canonical, {@code provider-request.json} what is sent for it
 *   <li>{@code provider-response.json}, or {@code .sse}, {@code .ndjson}, {@code .events.json} (a list of type and data, framed by the
 *       dialect's fixture); {@code response.json} or {@code response.sse} (chunks as data) what comes of it
 *   <li>{@code call.json}: {@code operation}, {@code model}, {@code options} of the provider, {@code path} and {@code headers} that are
 *       sent, {@code dropped} fields, {@code responseHeaders}, {@code status} of a refusal, {@code error} with {@code kind},
 *       {@code param}, {@code code}, {@code message}; all optional
 * </ul>
 */
record GoldenCase(String dialect, Path folder, Map<String, Object> call) {

    static final Json JSON = new Json(new JsonLimits(128, 64 * 1024, 1000, 16 * 1024 * 1024));

    static GoldenCase of(String dialect, Path folder) {
        Path call = folder.resolve("call.json");
        return new GoldenCase(dialect, folder, Files.exists(call) ? object(call) : Map.of());
    }

    /** What is asked of the translator; a plain question where the case is not about the request. */
    Asked asked() {
        Map<String, Object> request = has("request.json")
                ? json("request.json")
                : new LinkedHashMap<>(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))));
        boolean stream =
                Boolean.TRUE.equals(request.get("stream")) || streamed().isPresent();
        return new Asked(operation(request), model(), request, stream ? Delivery.STREAM : Delivery.WHOLE);
    }

    private Operation operation(Map<String, Object> request) {
        return Operation.of(string("operation").orElse(request.containsKey("input") ? "embed" : "chat"))
                .orElseThrow();
    }

    /** As {@code call.json} says, or as the expected request has it. */
    private String model() {
        return string("model")
                .orElseGet(() -> has("provider-request.json")
                        ? json("provider-request.json")
                                .getOrDefault("model", "m")
                                .toString()
                        : "m");
    }

    /** The recorded stream, if the case has one. */
    Optional<Path> streamed() {
        return Stream.of("sse", "ndjson", "events.json")
                .map(ending -> folder.resolve("provider-response." + ending))
                .filter(Files::exists)
                .findFirst();
    }

    Optional<String> string(String name) {
        return call.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String name) {
        return call.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    Map<String, Object> json(String file) {
        return object(folder.resolve(file));
    }

    /** A header of the recorded answer. */
    Optional<String> responseHeader(String name) {
        return map("responseHeaders").get(name.toLowerCase(Locale.ROOT)) instanceof String value
                ? Optional.of(value)
                : Optional.empty();
    }

    static Map<String, Object> object(Path file) {
        try {
            return JSON.readObject(Files.readAllBytes(file));
        } catch (IOException | JsonException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return dialect + "/" + folder.getFileName();
    }
}
