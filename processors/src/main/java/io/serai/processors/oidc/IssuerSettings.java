package io.serai.processors.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer whose tokens are taken.
 *
 * @param issuer as tokens spell it in {@code iss}; also where its metadata is found
 * @param authorization who decides about its callers' models, where not the gateway alone
 */
record IssuerSettings(
        URI issuer,
        Accepted accepted,
        Keys keys,
        Kept kept,
        NewUsers newUsers,
        Mapping mapping,
        Optional<AuthorizationSettings> authorization) {

    IssuerSettings {
        if (accepted.audiences().isEmpty()) {
            throw new IllegalArgumentException("an issuer's tokens are taken for an audience");
        }
    }

    /** As tokens spell it. */
    String name() {
        return issuer.toString();
    }

    /**
     * Which tokens are taken.
     *
     * @param audiences one of which a token has to name
     * @param parties the clients that tokens may have been given to; all of them where this is empty
     * @param types in the header's {@code typ}, in lower case
     * @param skew by how much clocks may differ
     */
    record Accepted(
            Set<String> audiences,
            Set<String> parties,
            Set<JWSAlgorithm> algorithms,
            Set<String> types,
            Duration skew) {

        Accepted {
            audiences = Set.copyOf(audiences);
            parties = Set.copyOf(parties);
            algorithms = Set.copyOf(algorithms);
            types = Set.copyOf(types);
        }
    }

    /**
     * How the issuer's keys are had.
     *
     * @param address where they are, unless the issuer's metadata says it
     * @param atMostEvery how long after a fetch another may follow, whatever tokens come
     * @param renewedAfter how long keys are used before they are fetched again
     * @param keptFor how long keys are used when they can't be fetched again
     * @param timeout for each answer of the issuer as a whole
     */
    record Keys(
            Optional<URI> address, Duration atMostEvery, Duration renewedAfter, Duration keptFor, Duration timeout) {}

    /**
     * How long verified tokens are remembered.
     *
     * @param most how many, of this issuer
     */
    record Kept(Duration longest, int most) {}

    /** What becomes of persons whom the directory does not know. */
    enum NewUsers {
        CREATED,
        REFUSED
    }
}
