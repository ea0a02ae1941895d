package io.serai.processors.limits;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.model.ModelCard;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.Line;
import io.serai.processors.prices.NanoDollars;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Limits on one node, with a clock of their own, a price of ten nano-dollars per token in and twenty per token out. */
final class LimitsKit {

    static final Caller ANN = caller("acme", "red", "key_ann");
    static final Caller BOB = caller("acme", "red", "key_bob");

    final SteppedClock clock = new SteppedClock("2026-11-21T12:00:00Z");
    final SharePool pool = new LocalPool(clock);
    final List<String> heard = new ArrayList<>();
    final LedgerOfLines ledger = new LedgerOfLines();
    UsedSoFar usedSoFar = UsedSoFar.NOTHING;
    int counted;
    boolean pricesAreBroken;
    Limits limits = limits();

    LimitsKit(Limit... all) {
        limits.book().replace("test", List.of(all));
    }

    /** Another node, or the same after a start. */
    Limits limits() {
        return new Limits(new Limits.Surroundings(
                pool,
                clock,
                (limit, subject, from, until) -> usedSoFar.used(limit, subject, from, until),
                ledger,
                new Prices(),
                (model, operation, request) -> {
                    counted++;
                    return 10;
                },
                new Heard(),
                new LimitSettings(1_000, 256, Duration.ofMinutes(10))));
    }

    static Caller caller(String tenant, String team, String key) {
        return new Caller(tenant, team, "", key, "", Set.of(), Set.of(), List.of(), Set.of("blue"), Map.of());
    }

    static Limit per(Window window, Metric metric, long amount, Scope scope) {
        return Limit.of("lim_" + metric.label(), "", scope, metric, amount, window);
    }

    CallCheck.Permit call(Caller caller, String model) {
        return call(caller, model, CallCheck.Turn.FIRST);
    }

    CallCheck.Permit call(Caller caller, String model, CallCheck.Turn turn) {
        return calls(limits).admit(callAsk(caller, model, turn));
    }

    /** Where everybody may call every model, and all are there. */
    static CallCheck calls(Limits limits) {
        return limits.calls(CallCheck.ALLOWED, name -> Optional.of(card(name)));
    }

    static ModelCard card(String model) {
        return card(model, Operation.CHAT);
    }

    static ModelCard card(String model, Operation operation) {
        return new ModelCard(
                model,
                "",
                "",
                0,
                Set.of(operation),
                Set.of(),
                OptionalInt.empty(),
                "",
                ModelCard.Visibility.OPEN,
                ModelCard.Status.READY);
    }

    static CallCheck.Ask callAsk(Caller caller, String model, CallCheck.Turn turn) {
        return new CallCheck.Ask(caller, "req", card(model), Operation.CHAT, caller.tags(), "", turn);
    }

    AttemptCheck.Grant attempt(Caller caller, long maxTokens) {
        return limits.attempts().check(ask(caller, maxTokens, false));
    }

    AttemptCheck.Grant stream(Caller caller, long maxTokens) {
        return limits.attempts().check(ask(caller, maxTokens, true));
    }

    static AttemptCheck.Ask ask(Caller caller, long maxTokens, boolean streamed) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("messages", List.of(Map.of("role", "user", "content", "How are you today?")));
        request.put("max_tokens", maxTokens);
        return new AttemptCheck.Ask(
                caller,
                "req",
                "fast",
                "prov",
                "m1",
                Operation.CHAT,
                request,
                streamed,
                OptionalLong.empty(),
                caller.tags(),
                new Meter(MeterListener.NONE));
    }

    /** An attempt that has ended well and used so much. */
    static Attempt used(long input, long output) {
        Attempt attempt = new Meter(MeterListener.NONE).begin("prov", "m1", Operation.CHAT);
        attempt.report(Usage.of(input, output));
        attempt.succeed();
        return attempt;
    }

    /** An attempt that has failed without having used anything. */
    static Attempt failed() {
        Attempt attempt = new Meter(MeterListener.NONE).begin("prov", "m1", Operation.CHAT);
        attempt.fail(ErrorKind.PROVIDER_UNAVAILABLE);
        return attempt;
    }

    private final class Prices implements Tariff {

        @Override
        public NanoDollars most(String provider, String model, long input, long output, long at) {
            return new NanoDollars(input * 10 + output * 20);
        }

        @Override
        public Charge charge(Attempt attempt, long input, long seen, long at) {
            if (pricesAreBroken) {
                throw new IllegalStateException("no price");
            }
            if (attempt.usage().isEmpty() && seen == 0) {
                return new Charge(Amounts.NOTHING, "failed", "");
            }
            long in = attempt.usage().map(Usage::promptTokens).orElse(input);
            long out = attempt.usage().map(Usage::completionTokens).orElse(seen);
            return new Charge(new Amounts(in, out, most("", "", in, out, at)), "used", "v1");
        }
    }

    private final class Heard implements LimitListener {

        @Override
        public void reached(Limit limit, Map<Dimension, String> subject, Threshold threshold) {
            heard.add(limit.id() + " " + subject.values() + " " + threshold.percent());
        }

        @Override
        public void refused(Limit limit) {
            heard.add(limit.id() + " refused");
        }
    }

    /** Remembers what it was told, one text each. */
    static final class LedgerOfLines implements Ledger {

        final List<String> told = new ArrayList<>();
        final List<Integer> numbers = new ArrayList<>();

        @Override
        public void reserve(Line line, Amounts most) {
            told.add("reserve " + shown(most));
            numbers.add(line.attempt());
        }

        @Override
        public void extend(Line line, Amounts more) {
            told.add("extend " + shown(more));
        }

        @Override
        public void settle(Line line, Charge charge) {
            told.add("settle " + shown(charge.used()));
        }

        @Override
        public void release(Line line, String cause) {
            told.add("release " + cause);
        }

        private static String shown(Amounts amounts) {
            return amounts.input() + " " + amounts.output() + " "
                    + amounts.cost().count();
        }
    }
}
