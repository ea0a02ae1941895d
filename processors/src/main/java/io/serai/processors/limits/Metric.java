package io.serai.processors.limits;

import java.util.Locale;
import java.util.Optional;

/** What is counted. {@link #label()} is the spelling in APIs and files. */
public enum Metric {
    REQUESTS("requests"),
    /** Of what is asked. */
    TOKENS_IN("input tokens"),
    /** Of what is answered. */
    TOKENS_OUT("output tokens"),
    TOKENS_TOTAL("tokens"),
    /** Requests that are under way. */
    CONCURRENT("requests at once"),
    /** In nano-dollars. */
    COST("dollars");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String words;

    Metric(String words) {
        this.words = words;
    }

    public String label() {
        return label;
    }

    /** As messages have it: {@code input tokens}. */
    String words() {
        return words;
    }

    boolean isTokens() {
        return this == TOKENS_IN || this == TOKENS_OUT || this == TOKENS_TOTAL;
    }

    /** Whether it is known before a provider is called that a call counts one. */
    boolean isPerRequest() {
        return this == REQUESTS || this == CONCURRENT;
    }

    /** The metric with this {@link #label()}. */
    public static Optional<Metric> of(String label) {
        for (Metric metric : values()) {
            if (metric.label.equals(label)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
