package io.serai.processors.routing;

import io.serai.api.error.ErrorKind;
import io.serai.api.standing.Cooldown;
import io.serai.processors.routing.Behaviour.What;
import io.serai.processors.routing.ModelGraph.Child;
import io.serai.processors.routing.ModelGraph.Leaf;
import io.serai.processors.routing.ModelGraph.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random model graphs, what their targets do, and who calls them. */
final class RandomCalls {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    private RandomCalls() {}

    /** What a caller does with a stream. */
    enum Reader {
        READS_ALL,
        CLOSES_EARLY,
        /** A step of the route puts something else in its place; the request is answered all the same. */
        FORGETS_IT
    }

    /**
     * One call.
     *
     * @param laterByMillis than the call before
     */
    record Call(int laterByMillis, boolean stream, Reader reader) {}

    /**
     * A whole story.
     *
     * @param scripts what each target does, one after the other and then again from the beginning
     */
    record Story(Model model, Map<String, List<Behaviour>> scripts, List<Call> calls) {}

    /** A story in which nobody ever answers, and whoever fails rests for a while. */
    static Arbitrary<Story> disasters(int calls) {
        Arbitrary<ErrorKind> kinds = Arbitraries.of(
                ErrorKind.PROVIDER_UNAVAILABLE,
                ErrorKind.PROVIDER_RATE_LIMITED,
                ErrorKind.PROVIDER_TIMEOUT,
                ErrorKind.PROVIDER_BAD_RESPONSE,
                ErrorKind.PROVIDER_AUTH);
        Arbitrary<Behaviour> failures = Combinators.combine(
                        Arbitraries.of(What.FAILS, What.BREAKS_BEFORE_CONTENT), kinds, Arbitraries.of(0, 0, 5))
                .as((what, kind, retryAfter) -> new Behaviour(what, kind, retryAfter, 1));
        Arbitrary<Model> resting = models(hedges(), Arbitraries.of(10, 30));
        return Combinators.combine(resting, scripts(failures), Arbitraries.of(true, false))
                .as((model, scripts, stream) ->
                        new Story(model, scripts, Collections.nCopies(calls, new Call(20, stream, Reader.READS_ALL))));
    }

    static Arbitrary<Story> stories(Arbitrary<Model> models) {
        return Combinators.combine(
                        models,
                        scripts(behaviours()),
                        calls().list().ofMinSize(1).ofMaxSize(12))
                .as(Story::new);
    }

    /** Models with models in them, but nobody who is asked beside another. */
    static Arbitrary<Model> orderly() {
        return models(Arbitraries.just(Optional.empty()), Arbitraries.of(0, 10, 30));
    }

    static Arbitrary<Model> any() {
        return models(hedges(), Arbitraries.of(0, 10, 30));
    }

    private static Arbitrary<Optional<Hedge>> hedges() {
        return Arbitraries.integers()
                .between(1, 2)
                .map(most -> new Hedge(Optional.of(Duration.ZERO), most))
                .optional(0.4);
    }

    private static Arbitrary<Model> models(Arbitrary<Optional<Hedge>> hedges, Arbitrary<Integer> rests) {
        Arbitrary<Cooldown> cooldowns = Combinators.combine(
                        Arbitraries.integers().between(1, 3), rests)
                .as((after, seconds) -> new Cooldown(after, Duration.ofSeconds(seconds)));
        Arbitrary<ModelGraph> leaves = Arbitraries.of(NAMES).map(Leaf::new);
        Arbitrary<ModelGraph> inner =
                model(leaves, hedges, cooldowns, "inner", 3).map(model -> model);
        Arbitrary<ModelGraph> nodes = Arbitraries.frequencyOf(Tuple.of(3, leaves), Tuple.of(1, inner));
        return model(nodes, hedges, cooldowns, "outer", 5);
    }

    private static Arbitrary<Model> model(
            Arbitrary<ModelGraph> nodes,
            Arbitrary<Optional<Hedge>> hedges,
            Arbitrary<Cooldown> cooldowns,
            String name,
            int most) {
        Arbitrary<Child> child = Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(5, Role.TARGET),
                                Tuple.of(2, Role.GENERAL),
                                Tuple.of(1, Role.CONTEXT_WINDOW),
                                Tuple.of(1, Role.CONTENT_POLICY),
                                Tuple.of(1, Role.DEFAULT)),
                        nodes)
                .as(Child::new);
        Arbitrary<List<Child>> children = Combinators.combine(
                        nodes, child.list().ofMaxSize(most - 1))
                .as((first, more) -> {
                    List<Child> all = new ArrayList<>(List.of(new Child(Role.TARGET, first)));
                    all.addAll(more);
                    return all;
                })
                // In one model nobody has two places.
                .map(all -> all.stream().filter(each -> isFirst(all, each)).toList());
        Arbitrary<Integer> few = Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(1, 2));
        return Combinators.combine(
                        Arbitraries.of(
                                "priority", "weighted", "round-robin", "least-busy", "least-latency", "least-used"),
                        Combinators.combine(few, few, few).as(Retries::new),
                        cooldowns,
                        hedges,
                        children)
                .as((strategy, retries, cooldown, hedge, all) ->
                        new Model(name, strategy, retries, cooldown, hedge, all));
    }

    private static boolean isFirst(List<Child> all, Child child) {
        return all.stream()
                        .filter(other -> other.name().equals(child.name()))
                        .findFirst()
                        .orElseThrow()
                == child;
    }

    private static Arbitrary<Map<String, List<Behaviour>>> scripts(Arbitrary<Behaviour> behaviours) {
        return Arbitraries.maps(
                        Arbitraries.of(NAMES), behaviours.list().ofMinSize(1).ofMaxSize(6))
                .ofSize(NAMES.size());
    }

    private static Arbitrary<Behaviour> behaviours() {
        Arbitrary<ErrorKind> kinds = Arbitraries.frequency(
                Tuple.of(4, ErrorKind.PROVIDER_UNAVAILABLE),
                Tuple.of(4, ErrorKind.PROVIDER_RATE_LIMITED),
                Tuple.of(2, ErrorKind.PROVIDER_TIMEOUT),
                Tuple.of(2, ErrorKind.PROVIDER_BAD_RESPONSE),
                Tuple.of(1, ErrorKind.PROVIDER_AUTH),
                Tuple.of(1, ErrorKind.PROVIDER_CONTEXT_LENGTH),
                Tuple.of(1, ErrorKind.PROVIDER_CONTENT_FILTER),
                Tuple.of(1, ErrorKind.POLICY_RATE_LIMITED),
                Tuple.of(1, ErrorKind.CALLER_BAD_REQUEST),
                Tuple.of(1, ErrorKind.GATEWAY_OVERLOADED));
        Arbitrary<What> whats = Arbitraries.frequency(
                Tuple.of(6, What.ANSWERS),
                Tuple.of(8, What.FAILS),
                Tuple.of(3, What.BREAKS_BEFORE_CONTENT),
                Tuple.of(3, What.BREAKS_AFTER_CONTENT),
                Tuple.of(1, What.HANGS),
                Tuple.of(1, What.IS_LEFT));
        return Combinators.combine(
                        whats,
                        kinds,
                        Arbitraries.of(0, 0, 5, 90),
                        Arbitraries.integers().between(1, 3))
                .as(Behaviour::new);
    }

    private static Arbitrary<Call> calls() {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 1_000, 4_000, 12_000, 31_000, 100_000),
                        Arbitraries.of(true, false),
                        Arbitraries.frequency(
                                Tuple.of(4, Reader.READS_ALL),
                                Tuple.of(1, Reader.CLOSES_EARLY),
                                Tuple.of(1, Reader.FORGETS_IT)))
                .as(Call::new);
    }
}
