package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.KeyFacts.Status;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows callers by their API keys. Never waits. */
public final class KeyAuthenticator implements Authenticator {

    private static final Outcome MISSPELLED = new Outcome.Refused("a misspelled key");
    private static final Outcome UNKNOWN = new Outcome.Refused("an unknown key");

    /** Goes the way of a key that was taken back, so that an unknown one takes as long. */
    private static final KeyFacts NOBODY = new KeyFacts(
            new Caller("none", "", "", "", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of()),
            Status.REVOKED,
            KeyFacts.NEVER,
            Networks.ANY);

    private final KeyLookup keys;
    private final List<KeyHasher> hashers;
    private final InstantSource clock;

    /** @param hashers of the pepper, and of the one before it while that is being replaced; the first that finds a key counts */
    public KeyAuthenticator(KeyLookup keys, List<KeyHasher> hashers, InstantSource clock) {
        this.keys = keys;
        this.hashers = List.copyOf(hashers);
        this.clock = clock;
    }

    @Override
    public Outcome judge(Credentials credentials) {
        if (!(credentials.shown() instanceof Token token) || !ApiKey.claims(token.text())) {
            return Outcome.NOT_MINE;
        }
        Optional<ApiKey> key = ApiKey.parse(token.text());
        if (key.isEmpty()) {
            return MISSPELLED;
        }
        Optional<KeyFacts> found = find(key.get());
        Outcome outcome = judge(found.orElse(NOBODY), credentials.address());
        if (found.isEmpty()) {
            keys.requireCurrent();
            return UNKNOWN;
        }
        return outcome;
    }

    private Optional<KeyFacts> find(ApiKey key) {
        for (KeyHasher hasher : hashers) {
            Optional<KeyFacts> found = keys.find(hasher.hash(key));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Outcome judge(KeyFacts facts, String address) {
        if (facts.status() != Status.ACTIVE) {
            return refused(facts, facts.status() == Status.REVOKED ? "revoked" : "blocked");
        }
        if (clock.millis() >= facts.expiresAt()) {
            return refused(facts, "expired");
        }
        if (!facts.networks().contain(address)) {
            return refused(facts, "shown from elsewhere");
        }
        return new Outcome.Known(facts.caller());
    }

    private static Outcome refused(KeyFacts facts, String why) {
        return new Outcome.Refused("key " + facts.caller().key() + " " + why);
    }
}
