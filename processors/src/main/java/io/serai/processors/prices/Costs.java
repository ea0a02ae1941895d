package io.serai.processors.prices;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Attempt.Outcome;
import io.serai.api.meter.Meter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** What calls have cost, by a list of prices. Thread-safe; a context has it as a plug-in. */
public final class Costs {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String DETAILS = "prompt_tokens_details";

    private final PriceBook book;
    private final InstantSource clock;

    /**
     * @param listed under which names a provider, by the name that routes call it by, may be in the list, besides that one: its preset,
     *     its dialect
     */
    public Costs(PriceList prices, Function<String, List<String>> listed) {
        this(new PriceBook(prices, listed, UnpricedListener.NONE), InstantSource.system());
    }

    /** @param clock says which prices hold */
    public Costs(PriceBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Those of a context, where it has a list of prices. */
    public static Optional<Costs> in(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Costs.class));
    }

    /** What calls are charged by. */
    public PriceBook book() {
        return book;
    }

    /** The price of a model as it is now, by the name that routes call its provider by. */
    public Optional<ModelPrice> price(String provider, String model) {
        return price(provider, model, clock.millis());
    }

    private Optional<ModelPrice> price(String provider, String model, long moment) {
        return book.listed(provider, model, moment).map(Listed::price);
    }

    /** The price of a target, as routes name it: {@code provider/model}. */
    public Optional<ModelPrice> price(String target) {
        int slash = target.indexOf('/');
        return slash < 0 ? Optional.empty() : price(target.substring(0, slash), target.substring(slash + 1));
    }

    /**
     * What a call has cost, priced by the model that answered, else by the one that was asked. Empty while it runs, and where that can't
     * be known: its model has no price, or it was not told what it used. A call that failed without having used anything costs nothing;
     * one that was given up does cost, nobody knows what.
     */
    public Optional<NanoDollars> of(Attempt attempt) {
        Outcome outcome = attempt.outcome();
        if (outcome == Outcome.RUNNING) {
            return Optional.empty();
        }
        Optional<Usage> usage = attempt.usage();
        if (usage.isEmpty()) {
            return outcome == Outcome.FAILED ? Optional.of(NanoDollars.ZERO) : Optional.empty();
        }
        return priced(attempt, usage.get());
    }

    private Optional<NanoDollars> priced(Attempt attempt, Usage usage) {
        long began = clock.millis() - (System.nanoTime() - attempt.startedAt()) / NANOS_PER_MILLI;
        return attempt.responseModel()
                .flatMap(answered -> price(attempt.provider(), answered, began))
                .or(() -> price(attempt.provider(), attempt.model(), began))
                .flatMap(price -> price.cost(usage));
    }

    /** What all calls of a request have cost; empty where that is not known of each. */
    public Optional<NanoDollars> of(Meter meter) {
        return sum(meter.attempts().stream().map(this::of).toList());
    }

    /**
     * What the calls would have cost in whose place caches have answered, all that goes in at its full price: whether the provider would have
     * had it in a cache of its own nobody knows. Empty where that is not known of each.
     */
    public Optional<NanoDollars> saved(List<Attempt> hits) {
        return sum(hits.stream()
                .map(hit -> hit.usage().flatMap(usage -> priced(hit, uncached(usage))))
                .toList());
    }

    private static Usage uncached(Usage usage) {
        if (!(usage.map().get(DETAILS) instanceof Map<?, ?> told)) {
            return usage;
        }
        Map<Object, Object> details = new LinkedHashMap<>(told);
        details.remove("cached_tokens");
        Map<String, Object> full = new LinkedHashMap<>(usage.map());
        full.put(DETAILS, details);
        return new Usage(full);
    }

    private static Optional<NanoDollars> sum(List<Optional<NanoDollars>> costs) {
        NanoDollars sum = NanoDollars.ZERO;
        for (Optional<NanoDollars> cost : costs) {
            if (cost.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(cost.get());
        }
        return Optional.of(sum);
    }
}
