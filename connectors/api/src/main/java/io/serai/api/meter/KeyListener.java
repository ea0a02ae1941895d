package io.serai.api.meter;

import java.util.Locale;

/** Hears of keys that a provider takes no calls by any more. Called on the thread that made the call: be quick, never throw. */
@FunctionalInterface
public interface KeyListener {

    /** Hears nothing. */
    KeyListener NONE = (provider, key, reason) -> {};

    /** Why a key is of no use. */
    enum Reason {
        /** The provider does not know it, or not any more: HTTP 401. */
        REFUSED,
        /** Its account is empty: HTTP 402, or 429 with {@code insufficient_quota}. */
        USED_UP;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The spelling in metrics: {@code refused}, {@code used_up}. */
        public String label() {
            return label;
        }
    }

    /**
     * A key is of no use; told once, until it has been of use again.
     *
     * @param key its label, never its secret
     */
    void lost(String provider, String key, Reason reason);
}
