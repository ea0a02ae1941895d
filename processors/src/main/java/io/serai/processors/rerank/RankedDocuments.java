package io.serai.processors.rerank;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a request as its caller sent them, for the answer to repeat.
 *
 * @param documents texts, or objects
 * @param topN how many results are wanted at most
 * @param returned whether results repeat their documents; empty where the caller did not say
 */
record RankedDocuments(List<?> documents, int topN, Optional<Boolean> returned) {

    /** Property of an exchange. */
    static final String PROPERTY = "SeraiRankedDocuments";

    static final RankedDocuments UNKNOWN = new RankedDocuments(List.of(), Integer.MAX_VALUE, Optional.empty());

    /** Of a request that has been checked. */
    static RankedDocuments of(Map<String, Object> request) {
        return new RankedDocuments(
                request.get("documents") instanceof List<?> documents ? documents : List.of(),
                request.get("top_n") instanceof Number count ? count.intValue() : Integer.MAX_VALUE,
                request.get("return_documents") instanceof Boolean flag ? Optional.of(flag) : Optional.empty());
    }

    /** The document at an index, a text as {@code {text}}. */
    Optional<Object> at(int index) {
        if (index < 0 || index >= documents.size()) {
            return Optional.empty();
        }
        Object document = documents.get(index);
        return Optional.of(document instanceof String text ? Map.of("text", text) : document);
    }
}
