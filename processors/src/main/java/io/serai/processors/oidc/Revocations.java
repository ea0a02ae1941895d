package io.serai.processors.oidc;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens that have been taken back, ready to be asked. Immutable. */
final class Revocations {

    static final Revocations NONE = new Revocations(List.of());

    private record Id(String issuer, String tokenId) {}

    private record Word(String tenant, Instant until) {

        boolean holds(String tenantOfToken, Instant now) {
            return now.isBefore(until) && (tenant.isEmpty() || tenant.equals(tenantOfToken));
        }
    }

    private final Map<Id, Set<Word>> byId = new HashMap<>();
    private final Map<TokenHash, Set<Word>> byDigest = new HashMap<>();

    Revocations(Collection<Revocation> all) {
        for (Revocation each : all) {
            Word word = new Word(each.tenant(), each.until());
            if (each.digest().isEmpty()) {
                byId.computeIfAbsent(new Id(each.issuer(), each.tokenId()), id -> new HashSet<>())
                        .add(word);
            } else {
                TokenHash.read(each.digest())
                        .ifPresent(digest -> byDigest.computeIfAbsent(digest, hash -> new HashSet<>())
                                .add(word));
            }
        }
    }

    /** Whether an issuer's token has been taken back. */
    boolean contain(String issuer, VerifiedToken token, Instant now) {
        String tenant = token.caller().tenant();
        return holds(byDigest.getOrDefault(token.signed(), Set.of()), tenant, now)
                || (!token.id().isEmpty()
                        && holds(byId.getOrDefault(new Id(issuer, token.id()), Set.of()), tenant, now));
    }

    private static boolean holds(Set<Word> words, String tenant, Instant now) {
        for (Word word : words) {
            if (word.holds(tenant, now)) {
                return true;
            }
        }
        return false;
    }
}
