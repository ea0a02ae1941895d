package io.serai.processors.openai;

import static io.serai.processors.frontend.Rules.ANYTHING;
import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.byWord;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.number;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.objectOf;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.stringOrArray;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway, and any provider behind it, relies on in a request (<a
 * href="https://platform.openai.com/docs/api-reference/introduction">source</a>). What is not named here passes untouched, for the
 * provider to judge.
 */
final class RequestRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    /** OpenAI refuses {@code stream_options} without {@code stream}. */
    private static final Rule STREAM_OPTIONS_WITH_STREAM = (value, path) -> {
        if (value instanceof Map<?, ?> request
                && request.get("stream_options") != null
                && !Boolean.TRUE.equals(request.get("stream"))) {
            throw CallerException.badField("stream_options", "`stream_options` is only allowed when `stream` is true.");
        }
    };

    /** What the two endpoints that generate text have in common. */
    private static final Rule SAMPLING = object(
                    required("model", MODEL),
                    optional("stream", BOOLEAN),
                    optional("stream_options", object(optional("include_usage", BOOLEAN))),
                    optional("n", integer(1, 128)),
                    optional("max_tokens", integer(1, MANY)),
                    optional("temperature", number(0, 2)),
                    optional("top_p", number(0, 1)),
                    optional("presence_penalty", number(-2, 2)),
                    optional("frequency_penalty", number(-2, 2)),
                    // OpenAI takes 4; Gemini 5, Groq and the open servers more.
                    optional("stop", stringOrArray(STRING, array(0, 16, STRING))),
                    optional("seed", integer(Long.MIN_VALUE, Long.MAX_VALUE)),
                    optional("user", STRING),
                    optional("logit_bias", objectOf(number(-100, 100))))
            .and(STREAM_OPTIONS_WITH_STREAM);

    private static final Rule PART = byWord(
            "type",
            Map.of(
                    "text", object(required("text", STRING)),
                    "refusal", object(required("refusal", STRING)),
                    "image_url", object(required("image_url", RequestRules::image)),
                    "input_audio", object(required("input_audio", object(required("data", STRING)))),
                    "file", object(required("file", object()))),
            ANYTHING);

    private static final Rule CONTENT = stringOrArray(STRING, array(1, MANY, PART));

    private static final Rule TOOL_CALL = object(required("id", STRING))
            .and(byWord(
                    "type",
                    Map.of(
                            "function",
                            object(required(
                                    "function", object(required("name", STRING), required("arguments", STRING))))),
                    ANYTHING));

    private static final Rule SAID = object(required("content", CONTENT), optional("name", STRING));

    private static final Map<String, Rule> ROLES = Map.of(
            "system",
            SAID,
            "developer",
            SAID,
            "user",
            SAID,
            "assistant",
            object(
                    optional("content", CONTENT),
                    optional("refusal", STRING),
                    optional("name", STRING),
                    optional("tool_calls", array(0, MANY, TOOL_CALL)),
                    optional("function_call", object(required("name", STRING), required("arguments", STRING)))),
            "tool",
            object(required("content", CONTENT), required("tool_call_id", STRING)),
            "function",
            object(optional("content", STRING), required("name", STRING)));

    private static final Rule MESSAGE = object(
                    required("role", word(ROLES.keySet().toArray(String[]::new))))
            .and(byWord("role", ROLES, ANYTHING));

    private static final Rule FUNCTION = object(
            required(
                    "name", matching("[a-zA-Z0-9_.-]{1,128}", "1 to 128 letters, digits, underscores, dots or dashes")),
            optional("description", STRING),
            optional("parameters", object()),
            optional("strict", BOOLEAN));

    private static final Rule TOOL =
            byWord("type", Map.of("function", object(required("function", FUNCTION))), ANYTHING);

    private static final Rule RESPONSE_FORMAT = byWord(
            "type",
            Map.of(
                    "json_schema",
                    object(required(
                            "json_schema",
                            object(
                                    required("name", STRING),
                                    optional("schema", object()),
                                    optional("strict", BOOLEAN))))),
            ANYTHING);

    private static final Rule TOOL_CHOICE = (value, path) -> {
        if (!(value instanceof String) && !(value instanceof Map)) {
            throw Rule.refusal(path, "a string or an object", value);
        }
    };

    /** {@code POST /v1/chat/completions}. */
    static final Rule CHAT = SAMPLING.and(object(
            required("messages", array(1, MANY, MESSAGE)),
            optional("max_completion_tokens", integer(1, MANY)),
            optional("tools", array(0, MANY, TOOL)),
            optional("tool_choice", TOOL_CHOICE),
            optional("parallel_tool_calls", BOOLEAN),
            optional("functions", array(0, MANY, FUNCTION)),
            optional("response_format", RESPONSE_FORMAT),
            optional("logprobs", BOOLEAN),
            optional("top_logprobs", integer(0, 20)),
            optional("metadata", object()),
            optional("modalities", array(0, MANY, STRING)),
            optional("reasoning_effort", STRING),
            optional("service_tier", STRING),
            optional("store", BOOLEAN)));

    /** {@code POST /v1/completions}; {@code prompt} is the reader's own business. */
    static final Rule COMPLETIONS = SAMPLING.and(object(
            optional("echo", BOOLEAN),
            optional("suffix", STRING),
            optional("best_of", integer(1, 128)),
            optional("logprobs", integer(0, 5))));

    private static final Rule TOKEN = integer(0, Integer.MAX_VALUE);

    private static final Rule INPUT_TEXT = matching(".+", "a string that is not empty");

    private static final Rule INPUT_ELEMENT = (value, path) -> {
        if (value instanceof String) {
            INPUT_TEXT.check(value, path);
        } else if (value instanceof List) {
            array(1, MANY, TOKEN).check(value, path);
        } else {
            TOKEN.check(value, path);
        }
    };

    /** {@code POST /v1/embeddings}. */
    static final Rule EMBEDDINGS = object(
            required("model", MODEL),
            required(
                    "input",
                    stringOrArray(INPUT_TEXT, array(1, 2048, INPUT_ELEMENT).and(RequestRules::oneKind))),
            optional("dimensions", integer(1, MANY)),
            optional("encoding_format", word("float", "base64")),
            optional("user", STRING));

    private RequestRules() {}

    /** Some providers keep images under an id, which then stands in the place of the address. */
    private static void image(@Nullable Object value, Path path) {
        boolean kept = value instanceof Map<?, ?> image && image.get("file_id") instanceof String;
        (kept ? object(optional("url", STRING)) : object(required("url", STRING))).check(value, path);
    }

    private static void oneKind(@Nullable Object value, Path path) {
        if (value instanceof List<?> list) {
            for (int i = 1; i < list.size(); i++) {
                if (kind(list.get(i)) != kind(list.get(0))) {
                    throw CallerException.badField(
                            path.element(i).toString(),
                            "`" + path.element(i) + "` must be of the same type as the elements before it.");
                }
            }
        }
    }

    private static Class<?> kind(@Nullable Object element) {
        return element instanceof String ? String.class : element instanceof Number ? Number.class : List.class;
    }
}
