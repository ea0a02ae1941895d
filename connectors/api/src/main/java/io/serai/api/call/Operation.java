package io.serai.api.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model is asked to do. {@link #genAiName()} is OpenTelemetry's {@code gen_ai.operation.name}. */
public enum Operation {
    /** Canonical form: OpenAI's chat completions. */
    CHAT("chat"),
    /** Canonical form: OpenAI's embeddings. */
    EMBED("embeddings"),
    /** A chat request whose tokens are counted; the answer is {@code {"input_tokens": n}}. */
    COUNT_TOKENS("count_tokens"),
    /** Canonical form: OpenAI's images; an edit where the request has an {@code image}. */
    IMAGE("generate_image"),
    /** Canonical form: OpenAI's transcriptions; a translation where {@code task} is {@code translate}. */
    TRANSCRIBE("transcribe"),
    /** Canonical form: OpenAI's speech. The answer is bytes. */
    SPEECH("speech"),
    /** Canonical form: Jina's rerank, which Cohere's differs little from. */
    RERANK("rerank"),
    /** Canonical form: OpenAI's moderations. */
    MODERATE("moderate"),
    /** Canonical form: the Open Inference Protocol's infer, version 2. */
    PREDICT("predict");

    /** Asked for with every call: {@link #values()} makes a copy each time. */
    private static final Operation[] ALL = values();

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

    /** Whether the answer is bytes, not JSON. */
    public boolean isBinary() {
        return this == SPEECH;
    }

    /** All labels, separated by commas, as an endpoint's option lists them. */
    public static String labels() {
        return Arrays.stream(values()).map(Operation::label).collect(Collectors.joining(", "));
    }

    /** The operation with this {@link #label()}. */
    public static Optional<Operation> of(String label) {
        for (Operation operation : ALL) {
            if (operation.label.equals(label)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
