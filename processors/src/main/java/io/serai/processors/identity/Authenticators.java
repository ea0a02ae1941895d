package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.identity.Credentials.Unfit;
import io.serai.processors.identity.Outcome.Known;
import io.serai.processors.identity.Outcome.NotMine;
import io.serai.processors.identity.Outcome.Refused;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one authenticator after the other who sent a request, and refuses whom none of them knows: always in the same words. Thread-safe. */
public final class Authenticators {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticators.class);

    private static final String REFUSAL = "This request needs a valid API key or token.";

    private final List<Authenticator> known;

    /** @param known in the order in which they are asked; without any, everybody is refused */
    public Authenticators(List<Authenticator> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Who sent a request. May wait.
     *
     * @throws CallerException where nobody knows, HTTP 401
     * @throws io.serai.api.error.GatewayException where that can't be said at the moment, HTTP 503
     */
    public Caller admit(Credentials credentials) {
        refuseUnfit(credentials);
        for (Authenticator each : known) {
            Outcome outcome = each.judge(credentials);
            if (!(outcome instanceof NotMine)) {
                return caller(outcome);
            }
        }
        throw refusal("no credentials that anybody knows");
    }

    /**
     * As {@link #admit}, without waiting for anything.
     *
     * @return empty where that takes waiting
     */
    public Optional<Caller> glance(Credentials credentials) {
        refuseUnfit(credentials);
        for (Authenticator each : known) {
            Optional<Outcome> outcome = each.glance(credentials);
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            if (!(outcome.get() instanceof NotMine)) {
                return Optional.of(caller(outcome.get()));
            }
        }
        throw refusal("no credentials that anybody knows");
    }

    private static void refuseUnfit(Credentials credentials) {
        if (credentials.shown() instanceof Unfit unfit) {
            throw refusal(unfit.reason());
        }
    }

    private static Caller caller(Outcome outcome) {
        if (outcome instanceof Known known) {
            return known.caller();
        }
        throw refusal(outcome instanceof Refused refused ? refused.reason() : "nobody judged it");
    }

    private static CallerException refusal(String reason) {
        LOG.debug("A request is refused: {}", reason);
        return new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, REFUSAL);
    }
}
