package io.serai.processors.rerank;

import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a ranking has to be (<a href="https://docs.cohere.com/reference/rerank">Cohere</a>, <a
 * href="https://jina.ai/reranker">Jina</a>). What is not named here passes, for the provider to judge.
 */
final class RerankRules {

    private static final int MANY = Integer.MAX_VALUE;

    /** Cohere takes no more, and advises no more than a tenth of it. */
    private static final int MOST_DOCUMENTS = 10_000;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    private static final Rule QUERY_TEXT = matching("(?s).*\\S.*", "a string that is not blank");

    /** Jina's multimodal rerankers take an image as the query. */
    private static final Rule QUERY = (value, path) -> {
        if (value instanceof String) {
            QUERY_TEXT.check(value, path);
        } else if (!(value instanceof Map)) {
            throw Rule.refusal(path, "a string or an object", value);
        }
    };

    private static final Rule DOCUMENT = (value, path) -> {
        if (!(value instanceof String) && !(value instanceof Map)) {
            throw Rule.refusal(path, "a string or an object", value);
        }
    };

    private static final Rule TEXT_OR_IMAGE = object(optional("text", STRING), optional("image", STRING));

    static final Rule REQUEST = object(
                    required("model", MODEL),
                    required("query", QUERY),
                    required("documents", array(1, MOST_DOCUMENTS, DOCUMENT)),
                    optional("top_n", integer(1, MANY)),
                    optional("return_documents", BOOLEAN),
                    optional("rank_fields", array(1, MANY, STRING)),
                    optional("max_tokens_per_doc", integer(1, MANY)),
                    optional("max_chunks_per_doc", integer(1, MANY)),
                    optional("priority", integer(0, 999)),
                    optional("truncation", BOOLEAN))
            .and(RerankRules::documents);

    private RerankRules() {}

    /** Without {@code rank_fields} a document that is an object has what is ranked in {@code text}, or in {@code image}. */
    private static void documents(@Nullable Object value, Path path) {
        if (!(value instanceof Map<?, ?> request)
                || request.get("rank_fields") != null
                || !(request.get("documents") instanceof Iterable<?> documents)) {
            return;
        }
        int i = 0;
        for (Object document : documents) {
            Path at = path.member("documents").element(i++);
            if (document instanceof Map<?, ?> members) {
                TEXT_OR_IMAGE.check(members, at);
                if (members.get("text") == null && members.get("image") == null) {
                    throw CallerException.badField(at + ".text", "`" + at + ".text` is required.");
                }
            }
        }
    }
}
