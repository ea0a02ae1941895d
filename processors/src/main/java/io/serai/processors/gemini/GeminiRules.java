package io.serai.processors.gemini;

import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.number;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.objectOf;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway, and any provider behind it, relies on in a request (<a
 * href="https://ai.google.dev/api/generate-content#request-body">source</a>), once it has one spelling. What is not named here passes
 * untouched, for the provider to judge.
 */
final class GeminiRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule THINKING = object(
                    optional("includeThoughts", BOOLEAN),
                    optional("thinkingBudget", integer(-1, MANY)),
                    optional(
                            "thinkingLevel",
                            matching(
                                    "(?i)THINKING_LEVEL_UNSPECIFIED|MINIMAL|LOW|MEDIUM|HIGH",
                                    "one of MINIMAL, LOW, MEDIUM, HIGH")))
            .and((value, path) -> {
                Node thinking = Node.of(value);
                if (thinking.has("thinkingBudget") && thinking.has("thinkingLevel")) {
                    throw refused(path.member("thinkingLevel"), "can't stand beside `thinkingBudget`.");
                }
            });

    private static final Rule CONFIG = object(
                    optional("temperature", number(0, 2)),
                    optional("topP", number(0, 1)),
                    optional("topK", integer(1, MANY)),
                    optional("candidateCount", integer(1, 8)),
                    optional("maxOutputTokens", integer(1, MANY)),
                    optional("stopSequences", array(0, 5, STRING)),
                    optional("seed", integer(Integer.MIN_VALUE, MANY)),
                    optional("presencePenalty", number(-2, 2)),
                    optional("frequencyPenalty", number(-2, 2)),
                    optional("responseLogprobs", BOOLEAN),
                    optional("logprobs", integer(0, 20)),
                    optional("responseMimeType", word("text/plain", "application/json", "text/x.enum")),
                    optional("responseSchema", object()),
                    optional("responseJsonSchema", object()),
                    optional(
                            "responseModalities",
                            array(
                                    0,
                                    MANY,
                                    matching(
                                            "(?i)MODALITY_UNSPECIFIED|TEXT|IMAGE|AUDIO|VIDEO",
                                            "one of TEXT, IMAGE, AUDIO"))),
                    optional("speechConfig", object(optional("voiceConfig", object()))),
                    optional("imageConfig", object()),
                    optional("mediaResolution", matching("(?i)MEDIA_RESOLUTION_\\w+", "such as MEDIA_RESOLUTION_LOW")),
                    optional("enableEnhancedCivicAnswers", BOOLEAN),
                    optional("thinkingConfig", THINKING))
            .and(GeminiRules::agreeing);

    private static final Rule SAFETY = object(
            required("category", matching("HARM_CATEGORY_[A-Z_]+", "such as HARM_CATEGORY_HARASSMENT")),
            required(
                    "threshold",
                    word(
                            "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
                            "BLOCK_LOW_AND_ABOVE",
                            "BLOCK_MEDIUM_AND_ABOVE",
                            "BLOCK_ONLY_HIGH",
                            "BLOCK_NONE",
                            "OFF")));

    /** What {@code countTokens} takes too, but for the contents. */
    private static final Rule FURTHER = object(
                    optional("systemInstruction", ContentRules.CONTENT), optional("generationConfig", CONFIG))
            .and(ToolRules.TOOLS);

    /** {@code generateContent} and {@code streamGenerateContent}. */
    static final Rule GENERATE = object(
                    required("contents", ContentRules.CONTENTS),
                    optional("safetySettings", array(0, MANY, SAFETY).and(GeminiRules::oneForEach)),
                    optional("cachedContent", STRING),
                    optional("labels", objectOf(STRING)),
                    optional("serviceTier", STRING),
                    optional("store", BOOLEAN))
            .and(FURTHER);

    /** {@code countTokens}, which takes contents, or all of a request. */
    static final Rule COUNT = (value, path) -> {
        Node request = Node.of(value);
        if (request.has("generateContentRequest")) {
            if (request.has("contents")) {
                throw refused(path.member("contents"), "can't stand beside `generateContentRequest`.");
            }
            object(required("generateContentRequest", GENERATE)).check(value, path);
        } else {
            GENERATE.check(value, path);
        }
    };

    /** The members of a request for one embedding. */
    static final Rule EMBED = object(
            required("content", ContentRules.CONTENT),
            optional("taskType", matching("[A-Z_]+", "such as RETRIEVAL_DOCUMENT")),
            optional("title", STRING),
            optional("outputDimensionality", integer(1, MANY)),
            optional("embedContentConfig", object()));

    /** {@code batchEmbedContents}; Google takes a hundred (https://ai.google.dev/api/embeddings). */
    static final Rule BATCH_EMBED = object(required("requests", array(1, 100, EMBED)));

    private GeminiRules() {}

    private static void agreeing(@Nullable Object value, Path path) {
        Node config = Node.of(value);
        if (config.has("logprobs") && !config.is("responseLogprobs")) {
            throw refused(path.member("logprobs"), "is only allowed when `responseLogprobs` is true.");
        }
        boolean schema = config.has("responseSchema");
        if (schema && config.has("responseJsonSchema")) {
            throw refused(path.member("responseJsonSchema"), "can't stand beside `responseSchema`.");
        }
        String type = config.string("responseMimeType");
        if ((type.isEmpty() || type.equals("text/plain")) && (schema || config.has("responseJsonSchema"))) {
            throw refused(path.member("responseMimeType"), "must be application/json, where there is a schema.");
        }
    }

    private static void oneForEach(@Nullable Object value, Path path) {
        Set<String> categories = new HashSet<>();
        List<Node> settings = Node.objects(value);
        for (int i = 0; i < settings.size(); i++) {
            if (!categories.add(settings.get(i).string("category"))) {
                throw refused(path.element(i).member("category"), "must not be that of another setting.");
            }
        }
    }

    private static RuntimeException refused(Path path, String why) {
        return CallerException.badField(path.toString(), "`" + path + "` " + why);
    }
}
