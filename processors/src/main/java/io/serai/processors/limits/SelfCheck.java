package io.serai.processors.limits;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.error.PolicyException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.model.ModelCard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Proves before the first call that limits do limit. Each is used up in a pool made for that and must refuse what comes next; and calls
 * must reach the limits at all, however the gateway was put together.
 */
public final class SelfCheck {

    /** No tenant has this id. */
    private static final String NOBODY = "self-check";

    private static final String PLACE = "self-check";

    private final Predicate<String> isProvider;
    private final Predicate<String> isModel;

    /**
     * @param isProvider whether a provider of this name is declared
     * @param isModel whether a model of this name is published
     */
    public SelfCheck(Predicate<String> isProvider, Predicate<String> isModel) {
        this.isProvider = isProvider;
        this.isModel = isModel;
    }

    /** What is wrong with limits, each by where it stands: {@code routes/limits.yaml:12: limit 'team-day': …}. Empty where all is well. */
    public List<String> findings(List<Limit> limits) {
        List<String> findings = new ArrayList<>();
        for (Limit limit : limits) {
            finding(limit).ifPresent(what -> findings.add(limit.origin() + ": limit '" + limit.id() + "': " + what));
        }
        return findings;
    }

    private Optional<String> finding(Limit limit) {
        String provider = limit.scope().values().getOrDefault(Dimension.PROVIDER, Scope.EACH);
        if (!provider.equals(Scope.EACH) && !isProvider.test(provider)) {
            return Optional.of("there is no provider '" + provider + "'");
        }
        String model = limit.scope().values().getOrDefault(Dimension.MODEL, Scope.EACH);
        if (!model.endsWith(Scope.EACH) && !isModel.test(model)) {
            return Optional.of("there is no model '" + model + "'");
        }
        if (limit.namesModelInVain()) {
            return Optional.of("a limit on a provider can't send requests to another model");
        }
        for (Threshold threshold : limit.thresholds()) {
            Optional<String> instead = threshold.instead().filter(isModel.negate());
            if (instead.isPresent()) {
                return Optional.of(
                        "there is no model '" + instead.get() + "' to go to at " + threshold.percent() + " percent");
            }
        }
        return refuses(limit) ? Optional.empty() : Optional.of("no call can ever be refused by it");
    }

    /** Whether a call that it is about is refused once all is used. One that only observes must be reached, no more. */
    private static boolean refuses(Limit limit) {
        Clock clock = Clock.systemUTC();
        LimitBook book = new LimitBook();
        book.replace(PLACE, List.of(limit));
        Shares shares = new Shares(new LocalPool(clock), clock, UsedSoFar.NOTHING, book);
        Asking asking = new Asking(shares, LimitListener.NONE);
        List<Tally> found = new Applying(book).to(someCall(limit), any -> true);
        if (found.isEmpty()) {
            return false;
        }
        Reservation reservation = new Reservation(shares);
        boolean used = asking.take(found, any -> limit.amount(), reservation) == null;
        boolean refused = asking.take(found, any -> Math.max(1, limit.amount()), reservation) != null;
        return used && (refused || limit.enforcement() == Enforcement.OBSERVE);
    }

    private static Facts someCall(Limit limit) {
        Map<Dimension, String> values = limit.scope().values();
        Caller caller = new Caller(
                value(values, Dimension.TENANT, limit.tenant().isEmpty() ? NOBODY : limit.tenant()),
                value(values, Dimension.TEAM, NOBODY),
                value(values, Dimension.APP, NOBODY),
                value(values, Dimension.KEY, NOBODY),
                value(values, Dimension.USER, NOBODY),
                Set.of(),
                Set.of(),
                List.of(),
                Set.of(),
                Map.of());
        return new Facts(
                caller,
                value(values, Dimension.MODEL, NOBODY),
                value(values, Dimension.PROVIDER, NOBODY),
                Set.of(value(values, Dimension.TAG, NOBODY)));
    }

    private static String value(Map<Dimension, String> values, Dimension dimension, String otherwise) {
        String value = values.getOrDefault(dimension, Scope.EACH);
        return value.equals(Scope.EACH) ? otherwise : value;
    }

    /**
     * Proves that requests and calls of providers ask these limits.
     *
     * @param calls what requests ask, as it is bound where they look for it
     * @param attempts what calls of providers ask
     * @throws IllegalStateException where one of them does not
     */
    public static void provesBound(Limits limits, CallCheck calls, AttemptCheck attempts) {
        limits.book()
                .replace(
                        PLACE,
                        List.of(
                                Limit.of(NOBODY, NOBODY, Scope.ALL, Metric.REQUESTS, 0, Window.ENDLESS),
                                Limit.of(
                                        NOBODY + "-attempts",
                                        NOBODY,
                                        Scope.of(Dimension.PROVIDER, Scope.EACH),
                                        Metric.REQUESTS,
                                        0,
                                        Window.ENDLESS)));
        try {
            if (calls.limits(someRequest()).isEmpty()) {
                throw new IllegalStateException("requests do not ask the limits: another CallCheck is bound");
            }
            if (admits(attempts)) {
                throw new IllegalStateException(
                        "calls of providers do not ask the limits: another AttemptCheck is bound");
            }
        } finally {
            limits.book().replace(PLACE, List.of());
        }
    }

    private static boolean admits(AttemptCheck attempts) {
        try {
            attempts.check(new AttemptCheck.Ask(
                    caller(),
                    NOBODY,
                    NOBODY,
                    NOBODY,
                    NOBODY,
                    Operation.MODERATE,
                    Map.of(),
                    false,
                    OptionalLong.empty(),
                    Set.of(),
                    new Meter(MeterListener.NONE)));
            return true;
        } catch (PolicyException refused) {
            return false;
        }
    }

    private static CallCheck.Ask someRequest() {
        ModelCard card = new ModelCard(
                NOBODY,
                "",
                "",
                0,
                Set.of(Operation.CHAT),
                Set.of(),
                OptionalInt.empty(),
                "",
                ModelCard.Visibility.OPEN,
                ModelCard.Status.READY);
        return new CallCheck.Ask(caller(), NOBODY, card, Operation.CHAT, Set.of(), "", CallCheck.Turn.FIRST);
    }

    private static Caller caller() {
        return new Caller(NOBODY, "", "", "", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());
    }
}
