package io.serai.processors.store;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes ids such as {@code team_5YvQ0bXh2kWq9ZtR}: what it is, and 95 random bits in Base62. Thread-safe where its randomness is. */
public final class Ids {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 16;

    private final RandomGenerator random;

    /** Ids that nobody can guess. */
    public Ids() {
        this(new SecureRandom());
    }

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** @param kind such as {@code team} */
    public String make(String kind) {
        StringBuilder id =
                new StringBuilder(kind.length() + 1 + LENGTH).append(kind).append('_');
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
