package io.serai.processors.gemini;

import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What contents and their parts have to be (<a href="https://ai.google.dev/api/caching#Content">source</a>). */
final class ContentRules {

    private static final int MANY = Integer.MAX_VALUE;

    /** The members of which a part has one. */
    static final Set<String> DATA = Set.of(
            "text",
            "inlineData",
            "functionCall",
            "functionResponse",
            "fileData",
            "executableCode",
            "codeExecutionResult",
            "toolCall",
            "toolResponse");

    private static final Rule NAME = matching("(?s).*\\S.*", "a name");

    private static final Rule MEDIA_TYPE = matching("[^/\\s]+/\\S.*", "a media type such as image/png");

    private static final Rule BLOB = object(
            required("mimeType", MEDIA_TYPE), required("data", ContentRules::base64), optional("displayName", STRING));

    private static final Rule FILE = object(
            optional("mimeType", MEDIA_TYPE),
            required("fileUri", matching("\\S+", "the address of a file")),
            optional("displayName", STRING));

    private static final Rule RESULT = object(
            required("name", NAME),
            optional("id", STRING),
            required("response", object()),
            optional("parts", array(0, MANY, object(optional("inlineData", BLOB), optional("fileData", FILE)))));

    private static final Rule PART = object(
                    optional("text", STRING),
                    optional("inlineData", BLOB),
                    optional("fileData", FILE),
                    optional(
                            "functionCall",
                            object(required("name", NAME), optional("id", STRING), optional("args", object()))),
                    optional("functionResponse", RESULT),
                    optional("executableCode", object(required("code", STRING), optional("language", STRING))),
                    optional("codeExecutionResult", object(optional("outcome", STRING), optional("output", STRING))),
                    optional("toolCall", object()),
                    optional("toolResponse", object()),
                    optional("thought", BOOLEAN),
                    optional("thoughtSignature", ContentRules::base64),
                    optional("videoMetadata", object()))
            .and(ContentRules::oneDatum);

    private static final Rule PARTS = array(1, MANY, PART);

    /** One turn. */
    private static final Rule TURN = object(
                    optional("role", word("user", "model", "function")), required("parts", PARTS))
            .and(ContentRules::rightSpeaker);

    /** What was said until now. */
    static final Rule CONTENTS = array(1, MANY, TURN);

    /** A content whose role says nothing. */
    static final Rule CONTENT = object(optional("role", STRING), required("parts", PARTS));

    private ContentRules() {}

    private static void oneDatum(@Nullable Object value, Path path) {
        if (!(value instanceof Map<?, ?> part)) {
            return;
        }
        String found = null;
        for (Map.Entry<?, ?> member : part.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (member.getValue() != null && DATA.contains(name)) {
                if (found != null) {
                    throw CallerException.badField(
                            path.member(name).toString(),
                            "`" + path.member(name) + "` can't stand beside `" + found + "`: a part has one of them.");
                }
                found = name;
            }
        }
        if (found == null && part.get("thoughtSignature") == null && part.get("thought") == null) {
            throw CallerException.badField(
                    path.toString(), "`" + path + "` must have text, inlineData, functionCall or other data.");
        }
    }

    private static void rightSpeaker(@Nullable Object value, Path path) {
        if (!(value instanceof Map<?, ?> content) || !(content.get("parts") instanceof List<?> parts)) {
            return;
        }
        boolean isModel = "model".equals(content.get("role"));
        String foreign = isModel ? "functionResponse" : "functionCall";
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Map<?, ?> part && part.get(foreign) != null) {
                String where = path.member("parts").element(i).member(foreign).toString();
                throw CallerException.badField(
                        where,
                        "`" + where + "` can't be said by the role "
                                + (isModel ? "model: results are the user's." : "user: calls are the model's."));
            }
        }
    }

    /** In either alphabet; looked through without a regular expression: images are long. */
    private static void base64(@Nullable Object value, Path path) {
        if (!(value instanceof String text)) {
            STRING.check(value, path);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '/'
                    || c == '='
                    || c == '-'
                    || c == '_'
                    || c == '\n'
                    || c == '\r';
            if (!fits) {
                throw CallerException.badField(path.toString(), "`" + path + "` must be base64.");
            }
        }
    }
}
