package io.serai.providers.bedrock;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Models that make vectors of text, which Converse does not reach: each has its own request and answer in InvokeModel. */
enum EmbeddingModel {
    /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
    TITAN_1("titan-embed", 1, Set.of()) {
        @Override
        void fill(Map<String, Object> body, List<String> texts) {
            body.put("inputText", texts.get(0));
        }
    },
    /** Same source. */
    TITAN_2("titan-embed-text-v2", 1, Set.of("dimensions")) {
        @Override
        void fill(Map<String, Object> body, List<String> texts) {
            body.put("inputText", texts.get(0));
        }
    },
    /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html */
    COHERE_3("cohere.embed", 96, Set.of("input_type")) {
        @Override
        void fill(Map<String, Object> body, List<String> texts) {
            body.put("texts", texts);
            body.put("input_type", "search_document");
        }
    },
    /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html */
    COHERE_4("cohere.embed-v4", 96, Set.of("input_type", "dimensions")) {
        @Override
        void fill(Map<String, Object> body, List<String> texts) {
            COHERE_3.fill(body, texts);
            // Without it some versions answer with a bare list, others by type.
            body.put("embedding_types", List.of("float"));
        }
    };

    private final String name;
    private final int textsPerCall;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> understood;

    EmbeddingModel(String name, int textsPerCall, Set<String> understood) {
        this.name = name;
        this.textsPerCall = textsPerCall;
        this.understood = understood;
    }

    /** Puts the texts, and what is never missing, into a request. */
    abstract void fill(Map<String, Object> body, List<String> texts);

    /** How many texts one call takes. */
    int textsPerCall() {
        return textsPerCall;
    }

    /** Adds a member of the canonical request, or tells of its loss. */
    void say(Map<String, Object> body, String member, Object value, Drops drops) {
        if (!understood.contains(member)) {
            drops.add(member);
        } else if (member.equals("dimensions")) {
            body.put(this == COHERE_4 ? "output_dimension" : "dimensions", value);
        } else {
            body.put(member, cohereInputType(String.valueOf(value)));
        }
    }

    /** The model of an id, a profile or an ARN. */
    static EmbeddingModel of(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        EmbeddingModel found = null;
        for (EmbeddingModel known : values()) {
            if (id.contains(known.name) && (found == null || found.name.length() < known.name.length())) {
                found = known;
            }
        }
        if (found == null) {
            throw new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "The model makes no embeddings that the gateway knows: Amazon Titan's and Cohere's are.")
                    .withParam("model");
        }
        return found;
    }

    /** Jina's and others' words for it. */
    private static String cohereInputType(String given) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("query", "search_query");
        words.put("retrieval.query", "search_query");
        words.put("document", "search_document");
        words.put("passage", "search_document");
        words.put("retrieval.passage", "search_document");
        return words.getOrDefault(given, given);
    }
}
