package io.serai.processors.gemini;

import io.serai.api.call.Operation;
import java.util.Optional;

/** What a model can be asked, by the word behind the colon of the path (<a href="https://ai.google.dev/api/all-methods">source</a>). */
enum Method {
    GENERATE("generateContent", Operation.CHAT),
    STREAM("streamGenerateContent", Operation.CHAT),
    COUNT("countTokens", Operation.COUNT_TOKENS),
    EMBED("embedContent", Operation.EMBED),
    BATCH_EMBED("batchEmbedContents", Operation.EMBED);

    private final String word;
    private final Operation operation;

    Method(String word, Operation operation) {
        this.word = word;
        this.operation = operation;
    }

    String word() {
        return word;
    }

    Operation operation() {
        return operation;
    }

    static Optional<Method> of(String word) {
        for (Method method : values()) {
            if (method.word.equals(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
