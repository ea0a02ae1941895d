package io.serai.providers.compatible;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.media.Blob;
import io.serai.providers.http.Multipart;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call for an image, a transcription, speech or a moderation: JSON, or a form where files come along. */
final class MediaCall implements Translation {

    /** Formats of a transcription that are documents of their own, not JSON. */
    private static final Set<String> DOCUMENTS = Set.of("text", "srt", "vtt");

    private final Asked asked;
    private final Address address;
    private final Map<String, String> headers;
    private final ProviderErrors errors;
    private final Supplier<String> boundaries;

    MediaCall(
            Asked asked,
            Address address,
            Map<String, String> headers,
            ProviderErrors errors,
            Supplier<String> boundaries) {
        this.asked = asked;
        this.address = address;
        this.headers = headers;
        this.errors = errors;
        this.boundaries = boundaries;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = Bodies.request(asked.request());
        String endpoint = endpoint(body);
        Bodies.model(body, address.named(asked.model()));
        // Drafts come in streams alone, and this asks for the whole image.
        Object drafts = asked.operation() == Operation.IMAGE ? body.remove("partial_images") : null;
        List<String> dropped =
                drafts instanceof Number count && count.intValue() > 0 ? List.of("partial_images") : List.of();
        Map<String, String> all = new LinkedHashMap<>(headers);
        byte[] bytes;
        if (asked.operation() == Operation.TRANSCRIBE || body.values().stream().anyMatch(MediaCall::isFile)) {
            Multipart form = form(body);
            all.put("content-type", form.contentType());
            bytes = form.bytes();
        } else {
            bytes = Json.write(body);
        }
        if (asked.operation() != Operation.IMAGE && asked.operation() != Operation.MODERATE) {
            // Subtitles, audio: whatever was asked for.
            all.put("accept", "*/*");
        }
        return new Outgoing(address.path(endpoint, asked.model()), all, bytes, dropped);
    }

    private String endpoint(Map<String, Object> body) {
        return switch (asked.operation()) {
            case IMAGE ->
                body.containsKey("image") || body.containsKey("images") ? "/images/edits" : "/images/generations";
            case TRANSCRIBE -> {
                if (!(body.get("file") instanceof Blob) && body.get("url") == null) {
                    throw CallerException.badField("file", "Expected 'file' to be an audio file.");
                }
                yield "translate".equals(body.remove("task")) ? "/audio/translations" : "/audio/transcriptions";
            }
            case SPEECH -> "/audio/speech";
            case MODERATE -> "/moderations";
            default ->
                throw new IllegalArgumentException(
                        "no media: " + asked.operation().label());
        };
    }

    @Override
    public Map<String, Object> document(byte[] body, Head head) throws JsonException, MalformedException {
        if (asked.operation() == Operation.TRANSCRIBE
                && DOCUMENTS.contains(String.valueOf(asked.request().get("response_format")))) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("text", new String(body, StandardCharsets.UTF_8));
            return answer;
        }
        return Translation.super.document(body, head);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        return Bodies.read(body, errors);
    }

    @Override
    public Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }

    private static boolean isFile(@Nullable Object value) {
        return value instanceof Blob
                || (value instanceof List<?> list && list.stream().anyMatch(Blob.class::isInstance));
    }

    /** OpenAI's forms: lists are fields called {@code name[]}, one for each element. */
    private Multipart form(Map<String, Object> body) {
        Multipart form = new Multipart(boundaries.get());
        body.forEach((name, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(element -> field(form, name + "[]", element));
            } else {
                field(form, name, value);
            }
        });
        return form;
    }

    private static void field(Multipart form, String name, @Nullable Object value) {
        if (value instanceof Blob blob) {
            form.file(name, blob);
        } else if (value instanceof String text) {
            form.field(name, text);
        } else if (value != null) {
            form.field(name, new String(Json.write(value), StandardCharsets.UTF_8));
        }
    }
}
