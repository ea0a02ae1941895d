package io.serai.gateway.identity;

import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.Founding;
import io.serai.processors.identity.KeyHasher;
import java.io.PrintStream;
import java.security.SecureRandom;

/** The key of the first administrator: made at the first start, shown once on the console, never in a log. */
public final class BootstrapKey {

    private final Founding founding;
    private final KeyHasher hasher;
    private final SecureRandom random;

    public BootstrapKey(Founding founding, KeyHasher hasher, SecureRandom random) {
        this.founding = founding;
        this.hasher = hasher;
        this.random = random;
    }

    /** Makes and shows it where there is no administrator yet. Of several nodes that start at once, one shows a key. */
    public void offer(PrintStream console) {
        ApiKey key = ApiKey.generate(random);
        if (founding.found(hasher.hash(key), key.hint())) {
            console.println("The first administrator's key, shown this once:");
            console.println();
            console.println("  " + key.text());
            console.println();
            console.println("Make keys for people and applications with it, then take it back.");
        }
    }
}
