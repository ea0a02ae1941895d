package io.serai.processors.ledger;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Attempt.Outcome;
import io.serai.api.meter.Purpose;
import io.serai.processors.ledger.Ending.Service;
import io.serai.processors.prices.ModelPrice;
import io.serai.processors.prices.NanoDollars;
import io.serai.processors.prices.PriceBook;
import io.serai.processors.prices.Priced;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What calls are charged, by the table in {@code src/docs/charges.md}. Thread-safe. */
public final class Charges {

    /** Who pays for what no caller has asked for: shadows, and the gateway's own calls. */
    public static final String PLATFORM = "platform";

    /** More than any call can use. */
    private static final long MOST_TOKENS = 100_000_000_000L;

    private final PriceBook prices;
    private final Silence silence;

    public Charges(PriceBook prices, Silence silence) {
        this.prices = prices;
        this.silence = silence;
    }

    /** Who pays for a call of a tenant. */
    public static String payer(Purpose purpose, String tenant) {
        return purpose == Purpose.CALL && !tenant.isEmpty() ? tenant : PLATFORM;
    }

    /**
     * The most that a call can be charged.
     *
     * @param at when it is made, in milliseconds since the epoch
     * @throws io.serai.api.error.PolicyException where its model has no price, and such calls are refused
     */
    public NanoDollars most(String provider, String model, long input, long output, long at) {
        return prices.most(provider, model, credible(input), credible(output), at);
    }

    /** What an attempt is charged that has ended; {@link Ending} says what is what. */
    public Charge charge(Attempt attempt, long prompt, long seen, long at) {
        return charge(Ending.of(attempt, prompt, seen, at));
    }

    /** What an ended call is charged. */
    public Charge charge(Ending ending) {
        Optional<Usage> reported = ending.reported().filter(Charges::counts);
        if (reported.isPresent()) {
            return charge(ending, reported.get(), Cause.REPORTED);
        }
        Optional<Usage> told = ending.told().filter(Charges::counts);
        if (ending.outcome() == Outcome.SUCCEEDED) {
            return told.isPresent()
                    ? charge(ending, told.get(), Cause.REPORTED)
                    : charge(ending, Usage.of(ending.prompt(), credible(ending.seen())), Cause.ESTIMATED);
        }
        if (told.isPresent() || ending.seen() > 0) {
            return charge(ending, soFar(ending, told), Cause.CUT);
        }
        return unanswered(ending);
    }

    /** What a provider says in the midst of an answer counts its beginning: more has come since. */
    private static Usage soFar(Ending ending, Optional<Usage> told) {
        long seen = credible(ending.seen());
        if (told.isEmpty()) {
            return Usage.of(ending.prompt(), seen);
        }
        Usage known = told.get();
        return known.completionTokens() >= seen ? known : raised(known, seen);
    }

    private Charge unanswered(Ending ending) {
        boolean timeout =
                ending.error().filter(ErrorKind.PROVIDER_TIMEOUT::equals).isPresent();
        if (ending.outcome() == Outcome.FAILED && !timeout) {
            return nothing(Cause.FAILED);
        }
        Cause cause = timeout ? Cause.TIMEOUT : Cause.GIVEN_UP;
        return silence == Silence.FREE ? nothing(cause) : charge(ending, Usage.of(ending.prompt(), 0), cause);
    }

    private static Charge nothing(Cause cause) {
        return new Charge(Amounts.NOTHING, cause.label(), "");
    }

    /**
     * What a call is charged that a cache has answered: nothing.
     *
     * @param usage of the call whose answer it was
     */
    public Charge cached(String provider, String model, Usage usage, long at) {
        Priced price = prices.price(provider, model, at);
        NanoDollars saved = price.cost(usage).orElse(NanoDollars.ZERO);
        return new Charge(Amounts.NOTHING, Cause.CACHED.label(), price.version(), saved);
    }

    private Charge charge(Ending ending, Usage usage, Cause cause) {
        Priced price = price(ending);
        NanoDollars cost = price.cost(usage).orElse(NanoDollars.ZERO);
        return new Charge(
                new Amounts(usage.promptTokens(), usage.completionTokens(), cost), cause.label(), price.version());
    }

    /** By the model that answered, where it has a price, else by the one that was asked. */
    private Priced price(Ending ending) {
        Priced price = ending.answered()
                .flatMap(model -> prices.listed(ending.provider(), model, ending.at()))
                .map(listed -> new Priced(listed.price(), listed.version(), Priced.Standing.LISTED))
                .orElseGet(() -> prices.price(ending.provider(), ending.model(), ending.at()));
        ModelPrice rates = price.price();
        return ending.service() == Service.BATCH
                ? new Priced(rates.inBatch(), price.version(), price.standing())
                : price;
    }

    /** Whether it counts tokens, and no more than can be: a zero that is said is a zero. */
    private static boolean counts(Usage usage) {
        boolean said = usage.map().get("prompt_tokens") instanceof Number
                || usage.map().get("completion_tokens") instanceof Number;
        return said
                && usage.promptTokens() == credible(usage.promptTokens())
                && usage.completionTokens() == credible(usage.completionTokens());
    }

    private static long credible(long tokens) {
        return Math.max(0, Math.min(tokens, MOST_TOKENS));
    }

    private static Usage raised(Usage usage, long completionTokens) {
        Map<String, Object> map = new LinkedHashMap<>(usage.map());
        map.put("completion_tokens", completionTokens);
        map.put("total_tokens", usage.promptTokens() + completionTokens);
        return new Usage(map);
    }
}
