package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.processors.identity.Credentials.Nothing;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Knows callers by the certificate of their TLS connection, whose issuer TLS has verified. A key or token counts instead where one is
 * shown: then the certificate only guards the connection. Never waits.
 */
public final class CertificateAuthenticator implements Authenticator {

    /** Names take long to read, and a connection shows the same certificate with each request. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Outcome STRANGER = new Outcome.Refused("a certificate that nothing is said about");
    private static final Outcome EXPIRED = new Outcome.Refused("an expired certificate");
    private static final Outcome BLOCKED = new Outcome.Refused("a certificate of somebody who is blocked or unknown");

    private final Membership members;
    private final InstantSource clock;
    private volatile Register register = new Register(List.of());

    public CertificateAuthenticator(Membership members, InstantSource clock) {
        this.members = members;
        this.clock = clock;
    }

    /** From now on these count. Of several that fit a certificate, the first says whose it is. */
    public void replace(List<CertificateRule> rules) {
        register = new Register(rules);
    }

    @Override
    public Outcome judge(Credentials credentials) {
        Register known = register;
        if (known.rules.isEmpty()
                || credentials.certificates().isEmpty()
                || !(credentials.shown() instanceof Nothing)) {
            return Outcome.NOT_MINE;
        }
        X509Certificate own = credentials.certificates().get(0);
        // TLS has looked at the time when the connection began, which may be long ago.
        if (!clock.instant().isBefore(own.getNotAfter().toInstant())) {
            return EXPIRED;
        }
        Optional<Caller> caller = known.caller(own);
        if (caller.isEmpty()) {
            return STRANGER;
        }
        return members.admits(caller.get()) ? new Outcome.Known(caller.get()) : BLOCKED;
    }

    /** Rules, and whom they have found so far. */
    private static final class Register {

        private final List<CertificateRule> rules;
        private final ConcurrentMap<X509Certificate, Optional<Caller>> remembered = new ConcurrentHashMap<>();

        Register(List<CertificateRule> rules) {
            this.rules = List.copyOf(rules);
        }

        Optional<Caller> caller(X509Certificate certificate) {
            Optional<Caller> known = remembered.get(certificate);
            if (known == null) {
                if (remembered.size() >= MOST_REMEMBERED) {
                    remembered.clear();
                }
                known = find(CertificateNames.of(certificate));
                remembered.put(certificate, known);
            }
            return known;
        }

        private Optional<Caller> find(CertificateNames names) {
            return rules.stream()
                    .filter(rule -> rule.pattern().fits(names))
                    .map(CertificateRule::caller)
                    .findFirst();
        }
    }
}
