package io.serai.gateway.boot;

import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.cache.CacheScope;
import java.time.Duration;
import java.util.Locale;

/**
 * Settings under {@code serai.cache.}: what all caches of models and routes have in common.
 *
 * @param memory in bytes, of this node, for answers that are kept
 * @param widest with whom answers may be shared at most
 * @param patience how long a call waits for what other nodes have, at each step
 */
public record CacheSettings(long memory, CacheScope widest, Duration patience) {

    static CacheSettings read(SettingsReader in) {
        return new CacheSettings(in.bytes("cache.memory", "64MiB"), widest(in), patience(in));
    }

    private static Duration patience(SettingsReader in) {
        Duration patience = in.duration("cache.patience", "50ms");
        if (patience.isZero()) {
            throw in.wrong("cache.patience", "expected more than nothing");
        }
        return patience;
    }

    /** Between tenants nothing is shared by accident: whoever edits a route can't decide that alone. */
    private static CacheScope widest(SettingsReader in) {
        String written = in.text("cache.widest", "tenant").strip().toLowerCase(Locale.ROOT);
        return switch (written) {
            case "tenant" -> CacheScope.TENANT;
            case "shared" -> CacheScope.SHARED;
            default -> throw in.wrong("cache.widest", "expected tenant or shared, found '" + written + "'");
        };
    }
}
