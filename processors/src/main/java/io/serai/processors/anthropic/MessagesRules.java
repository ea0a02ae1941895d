package io.serai.processors.anthropic;

import static io.serai.processors.frontend.Rules.ANYTHING;
import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.byWord;
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
import java.util.Set;

/**
 * What a request to the Messages API has to be (<a href="https://platform.claude.com/docs/en/api/messages/create">source</a>), as far as
 * the gateway, or any provider behind it, relies on it. What is not named here passes untouched, for the provider to judge.
 */
final class MessagesRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    /** Blocks that the gateway hands on as they are. New tools bring results of their own. */
    private static final Set<String> VERBATIM =
            Set.of("container_upload", "compaction", "fallback", "tool_addition", "tool_removal", "mcp_tool_listing");

    private static final Rule OTHER_BLOCK = (value, path) -> {
        if (value instanceof Map<?, ?> block
                && block.get("type") instanceof String type
                && !VERBATIM.contains(type)
                && !type.endsWith("_tool_use")
                && !type.endsWith("_tool_result")) {
            throw badType(path, "is not the type of a content block.");
        }
    };

    private static final Rule CACHE_CONTROL = object(required("type", word("ephemeral")), optional("ttl", STRING));

    private static final Rule CACHED = object(optional("cache_control", CACHE_CONTROL));

    private static final Rule TEXT = object(required("text", STRING)).and(CACHED);

    private static final Rule TEXT_BLOCK =
            object(required("type", word("text"))).and(TEXT);

    private static final Rule DATA = object(required("media_type", STRING), required("data", STRING));
    private static final Rule URL = object(required("url", STRING));
    private static final Rule FILE = object(required("file_id", STRING));

    private static final Rule IMAGE = object(required(
                    "source",
                    byWord("type", Map.of("base64", DATA, "url", URL, "file", FILE), wordOf("base64, file, url"))))
            .and(CACHED);

    private static final Rule CONTENT_SOURCE = object(required(
            "content",
            stringOrArray(STRING, array(0, MANY, byWord("type", Map.of("text", TEXT, "image", IMAGE), OTHER_BLOCK)))));

    private static final Rule DOCUMENT = object(
                    required(
                            "source",
                            byWord(
                                    "type",
                                    Map.of(
                                            "base64", DATA,
                                            "text", object(required("data", STRING)),
                                            "url", URL,
                                            "file", FILE,
                                            "content", CONTENT_SOURCE),
                                    wordOf("base64, content, file, text, url"))),
                    optional("title", STRING),
                    optional("context", STRING),
                    optional("citations", object()))
            .and(CACHED);

    private static final Rule SEARCH_RESULT = object(
                    required("source", STRING),
                    required("title", STRING),
                    required("content", array(0, MANY, TEXT_BLOCK)))
            .and(CACHED);

    private static final Rule RESULT_PART = byWord(
            "type",
            Map.of(
                    "text", TEXT,
                    "image", IMAGE,
                    "document", DOCUMENT,
                    "search_result", SEARCH_RESULT,
                    "tool_reference", object(required("tool_name", STRING)),
                    "browser_state", ANYTHING),
            OTHER_BLOCK);

    private static final Rule TOOL_RESULT = object(
                    required("tool_use_id", STRING),
                    optional("content", stringOrArray(STRING, array(0, MANY, RESULT_PART))),
                    optional("is_error", BOOLEAN))
            .and(CACHED);

    private static final Rule TOOL_USE = object(
                    required("id", STRING), required("name", STRING), required("input", object()))
            .and(CACHED);

    private static final Rule SAID_BY_USER = byWord(
            "type",
            Map.of(
                    "text", TEXT,
                    "image", IMAGE,
                    "document", DOCUMENT,
                    "search_result", SEARCH_RESULT,
                    "tool_result", TOOL_RESULT,
                    "tool_use", onlyIn("assistant"),
                    "thinking", onlyIn("assistant"),
                    "redacted_thinking", onlyIn("assistant")),
            OTHER_BLOCK);

    private static final Rule SAID_BY_ASSISTANT = byWord(
            "type",
            Map.of(
                    "text", TEXT,
                    "image", IMAGE,
                    "document", DOCUMENT,
                    "search_result", SEARCH_RESULT,
                    "tool_use", TOOL_USE,
                    "thinking", object(required("thinking", STRING), required("signature", STRING)),
                    "redacted_thinking", object(required("data", STRING)),
                    "tool_result", onlyIn("user")),
            OTHER_BLOCK);

    private static final Rule MESSAGE = byWord(
            "role",
            Map.of(
                    "user", object(required("content", stringOrArray(STRING, array(1, MANY, SAID_BY_USER)))),
                    "assistant", object(required("content", stringOrArray(STRING, array(0, MANY, SAID_BY_ASSISTANT)))),
                    "system", object(required("content", stringOrArray(STRING, array(1, MANY, TEXT_BLOCK))))),
            object(required("role", word("user", "assistant", "system"))));

    private static final Rule CUSTOM_TOOL = object(
            required("name", matching("[a-zA-Z0-9_-]{1,128}", "1 to 128 letters, digits, underscores or dashes")),
            optional("description", STRING),
            required("input_schema", object()),
            optional("strict", BOOLEAN));

    private static final Rule TOOL = object(optional("type", STRING))
            .and(CACHED)
            .and((value, path) -> {
                if (value instanceof Map<?, ?> tool && Tools.isCustom(tool)) {
                    CUSTOM_TOOL.check(value, path);
                }
            });

    private static final Rule TOOL_CHOICE = byWord(
                    "type",
                    Map.of(
                            "auto", ANYTHING,
                            "any", ANYTHING,
                            "none", ANYTHING,
                            "tool", object(required("name", STRING))),
                    wordOf("any, auto, none, tool"))
            .and(object(optional("disable_parallel_tool_use", BOOLEAN)));

    private static final Rule THINKING = byWord(
            "type",
            Map.of(
                    // The least that Anthropic takes.
                    "enabled", object(required("budget_tokens", integer(1024, MANY))),
                    "disabled", ANYTHING,
                    "adaptive", ANYTHING,
                    "between_tools", ANYTHING),
            wordOf("adaptive, between_tools, disabled, enabled"));

    private static final Rule FORMAT = object(required("type", word("json_schema")), required("schema", object()));

    /** {@code POST /v1/messages/count_tokens}. */
    static final Rule COUNT_TOKENS = object(
            required("model", MODEL),
            required("messages", array(1, MANY, MESSAGE)),
            optional("system", stringOrArray(STRING, array(0, MANY, TEXT_BLOCK))),
            optional("tools", array(0, MANY, TOOL)),
            optional("tool_choice", TOOL_CHOICE),
            optional("thinking", THINKING),
            optional("output_config", object(optional("effort", STRING), optional("format", FORMAT))),
            optional("output_format", FORMAT));

    /** {@code POST /v1/messages}. */
    static final Rule MESSAGES = COUNT_TOKENS.and(object(
            required("max_tokens", integer(1, MANY)),
            optional("stream", BOOLEAN),
            optional("stop_sequences", array(0, MANY, STRING)),
            optional("temperature", number(0, 1)),
            optional("top_p", number(0, 1)),
            optional("top_k", integer(0, MANY)),
            optional("metadata", object(optional("user_id", STRING))),
            optional("service_tier", word("auto", "standard_only"))));

    private MessagesRules() {}

    private static Rule onlyIn(String role) {
        return (value, path) -> {
            throw badType(path, "is the type of a block that only " + role + " messages have.");
        };
    }

    /** For {@code byWord}, whose other words were all refused. */
    private static Rule wordOf(String words) {
        return (value, path) -> {
            throw badType(path, "must be one of " + words + ", found another string.");
        };
    }

    private static RuntimeException badType(Path path, String what) {
        Path type = path.member("type");
        return CallerException.badField(type.toString(), "`" + type + "` " + what);
    }

    /** The parcels of this writer's making have to come back whole. */
    static RuntimeException badParcel(int message, int block, String member) {
        Path path = Path.REQUEST
                .member("messages")
                .element(message)
                .member("content")
                .element(block)
                .member(member);
        return CallerException.badField(path.toString(), "`" + path + "` is not as this gateway gave it out.");
    }
}
