package io.serai.processors.responses;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway relies on in a request (<a href="https://platform.openai.com/docs/api-reference/responses/create">source</a>). What is
 * not named here passes untouched, for the provider to judge.
 */
final class ResponsesRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    private static final Rule NAME =
            matching("[a-zA-Z0-9_.-]{1,128}", "1 to 128 letters, digits, underscores, dots or dashes");

    private static final Rule TEXT = object(required("text", STRING));

    private static final Rule IMAGE =
            object(optional("image_url", STRING), optional("file_id", STRING)).and(oneOf("image_url", "file_id"));

    private static final Rule FILE = object(
                    optional("file_id", STRING),
                    optional("file_data", STRING),
                    optional("file_url", STRING),
                    optional("filename", STRING))
            .and(oneOf("file_id", "file_data", "file_url"));

    private static final Rule AUDIO =
            object(required("input_audio", object(required("data", STRING), required("format", STRING))));

    private static final Rule PART = byWord(
            "type",
            Map.of(
                    "input_text", TEXT,
                    "output_text", TEXT,
                    "refusal", object(required("refusal", STRING)),
                    "input_image", IMAGE,
                    "input_file", FILE,
                    "input_audio", AUDIO),
            ANYTHING);

    private static final Rule CONTENT = stringOrArray(STRING, array(0, MANY, PART));

    private static final Rule MESSAGE =
            object(required("role", word("user", "assistant", "system", "developer")), required("content", CONTENT));

    private static final Rule OUTPUT = object(required("call_id", STRING), required("output", CONTENT));

    private static final Map<String, Rule> ITEMS = Map.of(
            "message", MESSAGE,
            "function_call",
                    object(required("call_id", STRING), required("name", STRING), required("arguments", STRING)),
            "function_call_output", OUTPUT,
            "custom_tool_call",
                    object(required("call_id", STRING), required("name", STRING), required("input", STRING)),
            "custom_tool_call_output", OUTPUT,
            "reasoning",
                    object(
                            optional("id", STRING),
                            optional("summary", array(0, MANY, TEXT)),
                            optional("content", array(0, MANY, TEXT)),
                            optional("encrypted_content", STRING)),
            "item_reference", object(required("id", STRING)));

    private static final Rule ITEM = object(optional("type", STRING)).and((value, path) -> {
        if (value instanceof Map<?, ?>) {
            ITEMS.getOrDefault(Items.type(Items.object(value)), ANYTHING).check(value, path);
        }
    });

    private static final Rule TOOL = byWord(
            "type",
            Map.of(
                    "function",
                            object(
                                    required("name", NAME),
                                    optional("description", STRING),
                                    optional("parameters", object()),
                                    optional("strict", BOOLEAN)),
                    "custom", object(required("name", NAME), optional("format", object(required("type", STRING))))),
            ANYTHING);

    private static final Rule NAMED_CHOICE = byWord(
            "type",
            Map.of(
                    "function", object(required("name", STRING)),
                    "custom", object(required("name", STRING)),
                    "allowed_tools",
                            object(
                                    required("mode", word("auto", "required")),
                                    required("tools", array(1, MANY, object(required("type", STRING)))))),
            ANYTHING);

    private static final Rule TOOL_CHOICE = (value, path) -> {
        if (value instanceof String) {
            word("none", "auto", "required").check(value, path);
        } else if (value instanceof Map) {
            NAMED_CHOICE.check(value, path);
        } else {
            throw Rule.refusal(path, "a string or an object", value);
        }
    };

    private static final Rule FORMAT = byWord(
            "type",
            Map.of(
                    "json_schema",
                    object(
                            required("name", STRING),
                            required("schema", object()),
                            optional("description", STRING),
                            optional("strict", BOOLEAN))),
            ANYTHING);

    /** {@code POST /v1/responses}, and {@code POST /v1/responses/input_tokens}. */
    static final Rule REQUEST = object(
                    required("model", MODEL),
                    required("input", stringOrArray(STRING, array(1, MANY, ITEM))),
                    optional("instructions", STRING),
                    optional("stream", BOOLEAN),
                    optional("stream_options", object(optional("include_obfuscation", BOOLEAN))),
                    optional("max_output_tokens", integer(1, MANY)),
                    optional("max_tool_calls", integer(1, MANY)),
                    optional("temperature", number(0, 2)),
                    optional("top_p", number(0, 1)),
                    optional("top_logprobs", integer(0, 20)),
                    optional("tools", array(0, MANY, TOOL)),
                    optional("tool_choice", TOOL_CHOICE),
                    optional("parallel_tool_calls", BOOLEAN),
                    optional(
                            "reasoning",
                            object(
                                    optional("effort", STRING),
                                    optional("summary", STRING),
                                    optional("generate_summary", STRING))),
                    optional("text", object(optional("format", FORMAT), optional("verbosity", STRING))),
                    optional("truncation", word("auto", "disabled")),
                    optional("metadata", objectOf(STRING)),
                    optional("include", array(0, MANY, STRING)),
                    optional("store", BOOLEAN),
                    optional("service_tier", STRING),
                    optional("user", STRING),
                    optional("safety_identifier", STRING),
                    optional("prompt_cache_key", STRING),
                    optional("previous_response_id", STRING))
            .and(ResponsesRules::streamOptions)
            .and(ResponsesRules::unsupported);

    private ResponsesRules() {}

    private static Rule oneOf(String... names) {
        return (value, path) -> {
            Map<String, Object> part = Items.object(value);
            for (String name : names) {
                if (part.get(name) != null) {
                    return;
                }
            }
            throw CallerException.badField(
                    path.member(names[0]).toString(),
                    "`" + path + "` must have one of " + String.join(", ", names) + ".");
        };
    }

    private static void streamOptions(@Nullable Object value, Path path) {
        Map<String, Object> request = Items.object(value);
        if (request.get("stream_options") != null && !Boolean.TRUE.equals(request.get("stream"))) {
            throw CallerException.badField("stream_options", "`stream_options` is only allowed when `stream` is true.");
        }
    }

    /** What only OpenAI's own servers hold or do. */
    private static void unsupported(@Nullable Object value, Path path) {
        Map<String, Object> request = Items.object(value);
        if (Boolean.TRUE.equals(request.get("background"))) {
            throw unsupported("background");
        }
        for (String name : new String[] {"conversation", "prompt"}) {
            if (request.get(name) != null) {
                throw unsupported(name);
            }
        }
    }

    static RuntimeException unsupported(String name) {
        return CallerException.badField(name, "`" + name + "` is not supported.")
                .withCode("unsupported_parameter");
    }
}
