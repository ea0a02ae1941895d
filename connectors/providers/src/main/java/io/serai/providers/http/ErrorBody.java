package io.serai.providers.http;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of an error, in whichever of the shapes that are about: {@code {"error": {…}}} (OpenAI, Anthropic, Gemini, Azure),
 * {@code {"error": "…"}} (Ollama, Hugging Face, model servers), the same members without an envelope (Mistral, Cohere, Bedrock, older
 * vLLM), FastAPI's {@code {"detail": …}}.
 *
 * @param message empty where there is none; HTML and the like is none
 * @param type such as {@code invalid_request_error}
 * @param code where it is a word; numbers are statuses
 * @param param the field at fault
 * @param status a number that is an HTTP status, where {@code code} is one
 * @param flagged whether a moderation's verdict came along (OpenRouter)
 */
public record ErrorBody(
        String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        OptionalInt status,
        boolean flagged) {

    private static final int WORD_CHARS = 200;
    private static final ErrorBody NONE = new ErrorBody("", null, null, null, OptionalInt.empty(), false);

    /** The error in a body, {@link #NONE} where it is not JSON. */
    public static ErrorBody parse(byte[] body) {
        try {
            Object json = Json.standard().read(body, 0, body.length);
            // Google's compatible endpoint wraps its errors in a list.
            if (json instanceof List<?> list && !list.isEmpty()) {
                json = list.get(0);
            }
            return json instanceof Map<?, ?> map ? of(map) : NONE;
        } catch (JsonException e) {
            return NONE;
        }
    }

    public static ErrorBody of(Map<?, ?> body) {
        Object error = body.get("error");
        Map<?, ?> members = error instanceof Map<?, ?> inner ? inner : body;
        String message = error instanceof String text ? text : message(members);
        Object code = members.get("code");
        return new ErrorBody(
                message,
                word(members.get("type")),
                status(code).isPresent() ? null : code(code, members),
                word(members.get("param")),
                status(code),
                members.get("metadata") instanceof Map<?, ?> metadata && metadata.containsKey("flagged_input"));
    }

    /** Azure's content filter is named in {@code innererror} alone by some versions of its API. */
    private static @Nullable String code(@Nullable Object code, Map<?, ?> members) {
        String word = word(code);
        return word == null && members.get("innererror") instanceof Map<?, ?> inner ? word(inner.get("code")) : word;
    }

    private static String message(Map<?, ?> members) {
        Object message = members.get("message");
        if (message instanceof String text) {
            return text;
        }
        return message instanceof Map<?, ?> inner ? detail(inner.get("detail")) : detail(members.get("detail"));
    }

    /** FastAPI's validation errors: {@code [{"loc": ["body", "top_p"], "msg": "…"}]}, or a plain text. */
    private static String detail(@Nullable Object detail) {
        if (detail instanceof String text) {
            return text;
        }
        StringJoiner joined = new StringJoiner("; ");
        if (detail instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> error && error.get("msg") instanceof String text) {
                    joined.add(location(error.get("loc")) + text);
                }
            }
        }
        return joined.toString();
    }

    private static String location(@Nullable Object loc) {
        StringJoiner path = new StringJoiner(".", "", ": ");
        path.setEmptyValue("");
        if (loc instanceof List<?> parts) {
            parts.stream().filter(part -> !"body".equals(part)).forEach(part -> path.add(String.valueOf(part)));
        }
        return path.toString();
    }

    private static OptionalInt status(@Nullable Object code) {
        if (code instanceof Integer number && number >= 400 && number < 600) {
            return OptionalInt.of(number);
        }
        if (code instanceof String text && text.matches("[45]\\d\\d")) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        return OptionalInt.empty();
    }

    private static @Nullable String word(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= WORD_CHARS ? text : null;
    }
}
