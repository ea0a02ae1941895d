package io.serai.gateway.accounts;

import io.serai.gateway.identity.BootstrapKey;
import io.serai.gateway.identity.DirectoryAccess;
import io.serai.gateway.store.DirectoryService;
import io.serai.processors.directory.Keys;
import io.serai.processors.identity.Founding;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyHasher;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The first administrator's key of an installation.
 *
 * @param access by which keys are found
 * @param hasher that makes of a key what is kept of it
 */
record FirstKey(DirectoryService directory, DirectoryAccess access, KeyHasher hasher) {

    /** How often, and how far apart, it is looked whether the directory has read it. */
    private static final int MOST_LOOKS = 500;

    private static final long LOOK_NANOS = 10_000_000;

    /** Makes and shows it, where there is none; returns once this node knows it. */
    void offer(PrintStream console) {
        AtomicReference<KeyHash> made = new AtomicReference<>();
        Founding founding = (hash, hint) -> {
            Keys.NewSecret secret = new Keys.NewSecret(io.serai.processors.directory.KeyHash.of(hash.bytes()), hint);
            boolean first = directory.store().found(secret).isPresent();
            if (first) {
                made.set(hash);
            }
            return first;
        };
        new BootstrapKey(founding, hasher, new SecureRandom()).offer(console);
        directory.changes().poke();
        KeyHash key = made.get();
        for (int looks = 0; key != null && access.find(key).isEmpty() && looks < MOST_LOOKS; looks++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
