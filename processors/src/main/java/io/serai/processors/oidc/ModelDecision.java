package io.serai.processors.oidc;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.model.ModelCard;
import io.serai.processors.oidc.ModelPermissions.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets an issuer decide which models its callers call, where the settings say so: what is published under a name has to be a resource of that
 * name in Keycloak, or belong to a family that is one, such as {@code openai/*}; the narrowest counts, and what is neither is denied. Callers
 * by other means are not its business. A decision holds for a time, also while Keycloak is away, and never longer than the token.
 * Thread-safe.
 */
public final class ModelDecision implements CallCheck {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** All families at once. */
    private static final String EVERYTHING = "*/*";

    private record Question(TokenHash token, String model) {}

    private record Decider(
            ModelPermissions permissions,
            Duration longest,
            Remembered<String, Map<String, String>> models,
            Remembered<Question, Verdict> verdicts,
            Remembered<TokenHash, Set<String>> lists) {}

    private final Map<String, Decider> deciders = new HashMap<>();
    private final Function<Caller, Optional<VerifiedToken>> tokens;
    private final InstantSource clock;

    /**
     * Decides for callers of an authenticator.
     *
     * @param tokens that has let them in
     */
    public ModelDecision(OidcSettings settings, ProviderHttp http, JwtAuthenticator tokens, InstantSource clock) {
        this.tokens = tokens::tokenOf;
        this.clock = clock;
        for (IssuerSettings issuer : settings.issuers()) {
            issuer.authorization().ifPresent(given -> deciders.put(issuer.name(), decider(given, http)));
        }
    }

    private Decider decider(AuthorizationSettings settings, ProviderHttp http) {
        return new Decider(
                new ModelPermissions(settings, http, clock),
                settings.longest(),
                new Remembered<>(1, clock),
                new Remembered<>(settings.most(), clock),
                new Remembered<>(settings.most(), clock));
    }

    @Override
    public Permit admit(Ask ask) {
        Caller caller = ask.caller();
        Decider decider = decider(caller);
        if (caller == null || decider == null) {
            return Permit.PLAIN;
        }
        String model = ask.card().id();
        Verdict verdict = decider.verdicts()
                .get(
                        new Question(hash(caller), model),
                        () -> decide(decider, caller, model),
                        () -> until(decider, caller));
        if (verdict != Verdict.PERMITTED) {
            throw Refusals.forbidden("The identity provider does not permit to call the model '" + model + "'.");
        }
        return Permit.PLAIN;
    }

    @Override
    public boolean shows(@Nullable Caller caller, ModelCard card) {
        Decider decider = decider(caller);
        if (caller == null || decider == null) {
            return true;
        }
        Optional<String> id = resource(decider, card.id());
        return id.isPresent()
                && decider.lists()
                        .get(
                                hash(caller),
                                () -> decider.permissions()
                                        .invocable(token(caller).text()),
                                () -> until(decider, caller))
                        .contains(id.get());
    }

    private @Nullable Decider decider(@Nullable Caller caller) {
        return caller == null || deciders.isEmpty()
                ? null
                : TokenFacts.issuer(caller).map(deciders::get).orElse(null);
    }

    private Verdict decide(Decider decider, Caller caller, String model) {
        return resource(decider, model)
                .map(id -> decider.permissions().mayInvoke(token(caller).text(), id))
                .orElse(Verdict.DENIED);
    }

    /** The id of the narrowest resource that a model belongs to. */
    private Optional<String> resource(Decider decider, String model) {
        Map<String, String> ids = decider.models()
                .get("", decider.permissions()::models, () -> clock.instant().plus(decider.longest()));
        return names(model).stream().filter(ids::containsKey).map(ids::get).findFirst();
    }

    /** From the narrowest to the widest. */
    static List<String> names(String model) {
        List<String> names = new ArrayList<>();
        names.add(model);
        for (int slash = model.lastIndexOf('/'); slash > 0; slash = model.lastIndexOf('/', slash - 1)) {
            names.add(model.substring(0, slash) + "/*");
        }
        if (names.size() > 1) {
            names.add(EVERYTHING);
        }
        return names;
    }

    private static TokenHash hash(Caller caller) {
        return TokenFacts.token(caller).orElseThrow(() -> Refusals.away(AT_ONCE));
    }

    /** Where the token has just been forgotten, the next request has it checked and remembered again. */
    private VerifiedToken token(Caller caller) {
        return tokens.apply(caller).orElseThrow(() -> Refusals.away(AT_ONCE));
    }

    private Instant until(Decider decider, Caller caller) {
        Instant now = clock.instant();
        Instant latest = now.plus(decider.longest());
        Instant ends = tokens.apply(caller).map(VerifiedToken::expires).orElse(now);
        return ends.isBefore(latest) ? ends : latest;
    }
}
