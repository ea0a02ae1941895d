package io.serai.api.call;

import java.util.Locale;
import java.util.Optional;

/** What a model is asked to do. {@link #genAiName()} is OpenTelemetry's {@code gen_ai.operation.name}. */
public enum Operation {
    CHAT("chat"),
    EMBED("embeddings");

    private final String genAiName;
    private final String label = name().toLowerCase(Locale.ROOT);

    Operation(String genAiName) {
        this.genAiName = genAiName;
    }

    public String genAiName() {
        return genAiName;
    }

    /** The spelling in URIs and headers: {@code chat}, {@code embed}. */
    public String label() {
        return label;
    }

    /** The operation with this {@link #label()}. */
    public static Optional<Operation> of(String label) {
        for (Operation operation : values()) {
            if (operation.label.equals(label)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
