package io.serai.processors.cache;

import java.util.Optional;

/**
 * Which answers are to go: those to which all that is said applies; all of the scope where nothing else is said.
 *
 * @param scope a tenant's, {@code <tenant>/}, with all its groups, or a group's, {@code <tenant>/team:<id>}; empty for all
 * @param asked the model that was asked for, or the target that answered, {@code provider/model}
 * @param tag that the call had
 * @param storedBefore in milliseconds since the epoch
 */
public record Purge(Optional<String> scope, Optional<String> asked, Optional<String> tag, Optional<Long> storedBefore) {

    /** Whether it applies. */
    public boolean covers(
            String scopeOfKey, CachedAnswer.Source source, String name, java.util.Set<String> tags, long storedAt) {
        return scope.map(wanted -> isWithin(scopeOfKey, wanted)).orElse(true)
                && asked.map(wanted -> wanted.equals(name) || wanted.equals(source.provider() + "/" + source.model()))
                        .orElse(true)
                && tag.map(tags::contains).orElse(true)
                && storedBefore.map(before -> storedAt < before).orElse(true);
    }

    /** A tenant's own scope ends with the slash that its groups go on after. */
    private static boolean isWithin(String scopeOfKey, String wanted) {
        return wanted.endsWith("/") ? scopeOfKey.startsWith(wanted) : scopeOfKey.equals(wanted);
    }
}
