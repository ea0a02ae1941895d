package io.serai.processors.ollama;

import static io.serai.processors.frontend.Rules.ANYTHING;
import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.number;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.stringOrArray;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What requests have to be (<a href="https://docs.ollama.com/openapi.yaml">source</a>), as far as the gateway, or any provider behind it,
 * relies on it. What is not named here passes untouched, for the provider to judge.
 */
final class OllamaRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+=*");

    /** Looked at from both ends alone: an image may have megabytes. */
    private static final Rule IMAGE = STRING.and((value, path) -> {
        if (value instanceof String data && !isBase64(data)) {
            throw CallerException.badField(path.toString(), "`" + path + "` must be an image as base64.");
        }
    });

    private static final Rule NAMED = object(required("name", STRING));
    private static final Rule TOOL_CALL =
            object(required("function", NAMED.and(object(optional("arguments", object())))), optional("id", STRING));

    private static final Rule MESSAGE = object(
            required("role", word("system", "user", "assistant", "tool")),
            optional("content", STRING),
            optional("thinking", STRING),
            optional("images", array(0, MANY, IMAGE)),
            optional("tool_calls", array(0, MANY, TOOL_CALL)),
            optional("tool_name", STRING),
            optional("tool_call_id", STRING));

    private static final Rule TOOL = object(
            optional("type", STRING),
            required("function", NAMED.and(object(optional("description", STRING), optional("parameters", object())))));

    private static final Rule FORMAT = (value, path) -> {
        if (value instanceof String) {
            word("json", "").check(value, path);
        } else {
            oneOf(value instanceof Map, path, "\"json\" or a JSON schema", value);
        }
    };

    private static final Rule THINK = (value, path) -> {
        if (value instanceof String) {
            word("low", "medium", "high", "max").check(value, path);
        } else {
            oneOf(value instanceof Boolean, path, "a boolean or a level", value);
        }
    };

    private static final Rule KEEP_ALIVE = (value, path) ->
            oneOf(value instanceof String || value instanceof Number, path, "a duration or a number of seconds", value);

    private static final Rule OPTIONS = object(
            optional("num_predict", integer(Integer.MIN_VALUE, MANY)),
            optional("num_ctx", integer(0, MANY)),
            optional("seed", integer(Long.MIN_VALUE, Long.MAX_VALUE)),
            optional("temperature", number(0, 1000)),
            optional("top_k", integer(Integer.MIN_VALUE, MANY)),
            optional("top_p", number(0, 1)),
            optional("min_p", number(0, 1)),
            optional("presence_penalty", number(-1000, 1000)),
            optional("frequency_penalty", number(-1000, 1000)),
            optional("repeat_penalty", number(-1000, 1000)),
            optional("stop", stringOrArray(STRING, array(0, MANY, STRING))));

    private static final Rule ANY =
            object(required("model", MODEL), optional("options", OPTIONS), optional("keep_alive", KEEP_ALIVE));

    private static final Rule ANSWERED = ANY.and(object(
            optional("stream", BOOLEAN),
            optional("format", FORMAT),
            optional("think", THINK),
            optional("logprobs", BOOLEAN),
            // More is refused: https://github.com/ollama/ollama/blob/main/server/routes.go
            optional("top_logprobs", integer(0, 20)),
            optional("truncate", BOOLEAN),
            optional("shift", BOOLEAN)));

    /** {@code POST /api/chat}. */
    static final Rule CHAT = ANSWERED.and(
            object(optional("messages", array(0, MANY, MESSAGE)), optional("tools", array(0, MANY, TOOL))));

    /** {@code POST /api/generate}. */
    static final Rule GENERATE = ANSWERED.and(object(
                    optional("prompt", STRING),
                    optional("suffix", STRING),
                    optional("system", STRING),
                    optional("template", STRING),
                    optional("images", array(0, MANY, IMAGE)),
                    optional("raw", BOOLEAN),
                    optional("context", array(0, MANY, integer(0, MANY)))))
            .and(OllamaRules::raw);

    /** {@code POST /api/embed}. */
    static final Rule EMBED = ANY.and(object(
            required("input", stringOrArray(STRING, array(1, 2048, STRING))),
            optional("truncate", BOOLEAN),
            optional("dimensions", integer(1, MANY))));

    /** {@code POST /api/embeddings}, the older way. */
    static final Rule EMBEDDINGS = ANY.and(object(required("prompt", STRING)));

    /** {@code POST /api/show}; older clients say {@code name}. */
    static final Rule SHOW = (value, path) -> {
        boolean isOld = value instanceof Map<?, ?> map && map.get("model") == null && map.get("name") != null;
        object(required(isOld ? "name" : "model", MODEL), optional("verbose", ANYTHING))
                .check(value, path);
    };

    private OllamaRules() {}

    /** As Ollama says it: a raw prompt has all that there is to say. */
    private static void raw(@Nullable Object value, Path path) {
        if (!(value instanceof Map<?, ?> request) || !Boolean.TRUE.equals(request.get("raw"))) {
            return;
        }
        for (String name : new String[] {"template", "system", "context"}) {
            Object given = request.get(name);
            if (given != null && !given.equals("")) {
                Path member = path.member(name);
                throw CallerException.badField(
                        member.toString(),
                        "`" + member + "` must not be there with `raw`: a raw prompt is all there is.");
            }
        }
    }

    private static void oneOf(boolean fits, Path path, String expected, @Nullable Object value) {
        if (!fits) {
            throw Rule.refusal(path, expected, value);
        }
    }

    private static boolean isBase64(String data) {
        int comma = data.startsWith("data:") ? data.indexOf(',') + 1 : 0;
        int end = data.length();
        int near = Math.min(end, comma + 64);
        return comma < end
                && BASE64.matcher(data.substring(comma, near)).matches()
                && BASE64.matcher(data.substring(Math.max(comma, end - 8)).stripTrailing())
                        .matches();
    }
}
