package io.serai.processors.cache;

import java.util.Arrays;
import java.util.Locale;

/** What a cache does. */
enum CacheMode {
    OFF,
    /** Gives what others have kept. */
    READ,
    /** Keeps for others. */
    WRITE,
    READ_WRITE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String label() {
        return label;
    }

    boolean reads() {
        return this == READ || this == READ_WRITE;
    }

    boolean writes() {
        return this == WRITE || this == READ_WRITE;
    }

    /** @throws IllegalArgumentException naming those there are */
    static CacheMode named(String label) {
        for (CacheMode mode : values()) {
            if (mode.label.equals(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("expected a cache's mode to be one of "
                + Arrays.stream(values()).map(CacheMode::label).toList() + ", found '" + label + "'");
    }
}
