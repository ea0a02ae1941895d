package io.serai.processors.identity.access;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.model.ModelCard;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules of {@code access.yaml}, in their order: the first whose condition holds decides. Where none does the call is allowed, for
 * who may call at all has been settled before. Thread-safe.
 */
public final class AccessRules implements CallCheck {

    private final List<Rule> rules;
    private final ZoneId zone;
    private final InstantSource clock;

    private AccessRules(List<Rule> rules, ZoneId zone, InstantSource clock) {
        this.rules = List.copyOf(rules);
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * The rules of a file, compiled.
     *
     * @throws io.serai.processors.yaml.YamlException where one reaches beyond the facts, naming file, line and key
     */
    public static AccessRules of(AccessFile file, CamelContext camel, InstantSource clock) {
        List<Rule> rules =
                file.rules().stream().map(text -> Rule.of(text, camel)).toList();
        return new AccessRules(rules, file.zone(), clock);
    }

    @Override
    public Permit admit(Ask ask) {
        if (rules.isEmpty()) {
            return Permit.PLAIN;
        }
        Caller caller = ask.caller();
        if (caller == null) {
            throw new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, "Nobody is known to have made this call.");
        }
        ZonedDateTime now = clock.instant().atZone(zone);
        for (Rule rule : rules) {
            if (rule.fits(ask, caller, now)) {
                return verdict(rule.text());
            }
        }
        return Permit.PLAIN;
    }

    private static Permit verdict(RuleText rule) {
        if (rule.effect() == Effect.ALLOW) {
            return Permit.PLAIN;
        }
        throw new CallerException(
                        ErrorKind.CALLER_FORBIDDEN,
                        rule.reason().isEmpty() ? "A rule of this gateway does not allow this call." : rule.reason())
                .withCode("access_denied");
    }

    /** Rules are about calls: what may be called at one time only is always shown. */
    @Override
    public boolean shows(@Nullable Caller caller, ModelCard card) {
        return true;
    }
}
