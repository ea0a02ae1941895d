package io.serai.bench;

import io.serai.api.call.Operation;
import io.serai.bench.Budget.Bound;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheScope;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cache.Lookalikes.Asked;
import io.serai.processors.cache.Lookalikes.Question;
import io.serai.processors.cache.semantic.SemanticCache;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import io.serai.providers.Provider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * How long it takes to find the question that means the same among many, once it is known what a question means. In this process, with the
 * simulated embedding, whose own time does not count.
 */
final class MeaningCost {

    private static final double LIMIT_MILLIS = 2;
    private static final int LOOKS = 2_000;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String SCOPE = "bench/";
    private static final String SETTING = "0".repeat(64);
    private static final String[] VERBS = {
        "clean", "repair", "open", "move", "paint", "order", "check", "replace", "sell", "lift"
    };
    private static final String[] THINGS = {
        "kettle", "boiler", "stove", "grinder", "pump", "filter", "burner", "valve", "lamp", "drain", "press", "scale",
        "barrel", "saddle", "bridle", "carpet", "window", "ladder", "shutter", "chimney"
    };
    private static final String[] PLACES = {
        "kitchen", "cellar", "garage", "attic", "garden", "stable", "bakery", "chapel", "tower", "yard", "gate",
        "bridge", "mill", "harbour", "market", "tavern", "school", "forge", "library", "orchard"
    };
    private static final String[] TIMES = {
        "morning",
        "noon",
        "evening",
        "night",
        "winter",
        "spring",
        "summer",
        "autumn",
        "harvest",
        "holiday",
        "frost",
        "rain",
        "snow",
        "storm",
        "fog",
        "drought",
        "festival",
        "wedding",
        "siege",
        "market-day",
        "sunrise",
        "sunset",
        "thaw",
        "eclipse",
        "dusk"
    };

    private final int entries;

    MeaningCost(Plan plan) {
        this.entries = plan == Plan.QUICK ? 10_000 : 100_000;
    }

    /** The measurement as a section of the report. */
    String text() throws IOException, InterruptedException {
        LocalCacheStore store = new LocalCacheStore(384L << 20, InstantSource.system());
        try (DefaultCamelContext camel = new DefaultCamelContext();
                SemanticCache meanings = new SemanticCache()) {
            camel.getRegistry().bind("simulated", simulated());
            camel.getRegistry()
                    .bind("space", new CacheSpace(store, new LocalNotes(store), FlightBoard.ALONE, CacheScope.TENANT));
            camel.start();
            meanings.setCamelContext(camel);
            meanings.setEmbeddings("ai:simulated/embeddings");
            meanings.setMemory(384L << 20);
            meanings.start();
            learn(camel, store, meanings);
            rest();
            return section(look(camel, meanings));
        }
    }

    private static Provider simulated() {
        Provider provider = new Provider();
        provider.setDialect("simulated");
        return provider;
    }

    private void learn(CamelContext camel, LocalCacheStore store, SemanticCache meanings) {
        CachedAnswer answer = new CachedAnswer(
                new CachedAnswer.Source("simulated", "writer", Operation.CHAT),
                "bench",
                Set.of(),
                0,
                Map.of("id", "x"));
        for (int i = 0; i < entries; i++) {
            CacheKey key = new CacheKey(SCOPE, String.format(Locale.ROOT, "%064x", i));
            store.put(key, answer, LIFE);
            ask(camel, meanings, question(i, "How do I")).learn(key, LIFE);
        }
    }

    private static Asked ask(CamelContext camel, SemanticCache meanings, String text) {
        return meanings.ask(new Question(SCOPE, SETTING, text), new DefaultExchange(camel));
    }

    /** No two of them are alike. */
    private static String question(int number, String beginning) {
        int rest = number;
        String verb = VERBS[rest % VERBS.length];
        rest /= VERBS.length;
        String thing = THINGS[rest % THINGS.length];
        rest /= THINGS.length;
        String place = PLACES[rest % PLACES.length];
        rest /= PLACES.length;
        return beginning + " " + verb + " the " + thing + " of the " + place + " before " + TIMES[rest % TIMES.length]
                + "?";
    }

    /** Until what is made in the background is made. */
    private static void rest() throws InterruptedException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long spent = system.getProcessCpuTime();
        for (int looks = 0; looks < 600; looks++) {
            Thread.sleep(500);
            long now = system.getProcessCpuTime();
            if (now - spent < 50_000_000) {
                return;
            }
            spent = now;
        }
    }

    /** In nanoseconds, the shortest first; of questions that are there, each in other words. */
    private long[] look(CamelContext camel, SemanticCache meanings) {
        long[] took = new long[LOOKS];
        int found = 0;
        for (int round = 0; round < 2; round++) {
            found = 0;
            for (int i = 0; i < LOOKS; i++) {
                Asked asked = ask(camel, meanings, question((int) ((long) i * entries / LOOKS), "Please, how do I"));
                long start = System.nanoTime();
                found += asked.match().isPresent() ? 1 : 0;
                took[i] = System.nanoTime() - start;
            }
        }
        if (found < LOOKS / 2) {
            throw new IllegalStateException("found " + found + " of " + LOOKS + " questions that are there");
        }
        Arrays.sort(took);
        return took;
    }

    private String section(long[] took) {
        Budget budget = new Budget(
                String.format(Locale.ROOT, "Semantic look-up among %,d entries, p99, beside the embedding", entries),
                Bound.AT_MOST,
                LIMIT_MILLIS,
                " ms",
                OptionalDouble.of(took[took.length * 99 / 100] / 1e6),
                Optional.empty());
        return String.format(Locale.ROOT, "### Semantic look-up%n%nMedian %.3f ms.%n%n", took[took.length / 2] / 1e6)
                + "| Promise | Limit | Found | |\n|---|---|---|---|\n" + budget.row() + "\n";
    }
}
