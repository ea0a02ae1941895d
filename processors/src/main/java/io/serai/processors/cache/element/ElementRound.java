package io.serai.processors.cache.element;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer.Source;
import io.serai.processors.cache.ElementCache.Served;
import io.serai.processors.cache.ElementCall;
import io.serai.processors.cache.ElementCall.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One call on its way: what is known is looked up, the rest asked for, and both put together. */
final class ElementRound {

    private final Batch batch;
    private final ElementCall call;
    private final ElementFlights flights;
    private final LongSupplier clock;
    private final List<CacheKey> keys;
    /** Where each element stands first. */
    private final Map<CacheKey, Integer> positions = new LinkedHashMap<>();

    private final Gathered gathered = new Gathered();
    /** The answer to the whole request of somebody whose parts do not go with those that are known. */
    private @Nullable Map<String, Object> whole;

    ElementRound(Batch batch, ElementCall call, ElementFlights flights, LongSupplier clock) {
        this.batch = batch;
        this.call = call;
        this.flights = flights;
        this.clock = clock;
        this.keys = keys();
    }

    private List<CacheKey> keys() {
        List<CacheKey> all = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            CacheKey key = call.key(batch.element(i));
            all.add(key);
            positions.putIfAbsent(key, i);
        }
        return all;
    }

    Served serve() {
        gathered.known(call.find(positions.keySet()));
        List<CacheKey> missing = missing();
        if (!missing.isEmpty() && !call.patience().isZero()) {
            share(missing);
        } else {
            ask(missing);
        }
        return whole == null ? gathered.served(batch, keys) : gathered.nothing(whole, batch.size());
    }

    /** Others may be asking for some of the same right now. */
    private void share(List<CacheKey> missing) {
        ElementFlights.Claim claim = flights.claim(missing);
        try {
            ask(missing.stream().filter(claim::owns).toList());
        } finally {
            claim.landed(gathered.fresh());
        }
        if (whole == null) {
            claim.others(call.patience()).forEach(gathered::heard);
            ask(missing());
        }
    }

    private List<CacheKey> missing() {
        return positions.keySet().stream().filter(key -> !gathered.has(key)).toList();
    }

    private void ask(List<CacheKey> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Answered answered = call.ask(batch.asking(places(wanted)));
        boolean all = wanted.size() == batch.size();
        boolean fits = gathered.isEmpty() || gathered.isAllOf(answered.source());
        if (!fits || !take(answered, wanted)) {
            answerWhole(all ? answered : call.ask(batch.asking(everywhere())));
        }
    }

    private List<Integer> places(List<CacheKey> wanted) {
        return wanted.stream().map(positions::get).toList();
    }

    private List<Integer> everywhere() {
        return IntStream.range(0, batch.size()).boxed().toList();
    }

    /** Where the parts can't be put together: what it costs twice is money, not the answer. */
    private void answerWhole(Answered answered) {
        gathered.clear();
        if (batch.size() == positions.size()) {
            take(answered, List.copyOf(positions.keySet()));
        }
        whole = batch.whole(answered.answer());
    }

    /** Returns false where the answer does not tell of each element that was asked for. */
    private boolean take(Answered answered, List<CacheKey> wanted) {
        Optional<List<Object>> values = batch.values(answered.answer(), wanted.size());
        if (values.isEmpty()) {
            return false;
        }
        List<Object> elements = places(wanted).stream().map(batch::element).toList();
        List<Map<String, Object>> usages = TokenShares.of(answered.answer(), elements);
        Optional<Source> source = answered.source();
        String model = answered.answer().get("model") instanceof String name ? name : "";
        long now = clock.getAsLong();
        for (int i = 0; i < wanted.size(); i++) {
            CacheKey key = wanted.get(i);
            Kept kept = new Kept(values.get().get(i), usages.get(i), model, source, now);
            gathered.asked(key, kept);
            source.ifPresent(who -> call.keep(key, kept.part(), who));
        }
        gathered.told(answered.answer());
        return true;
    }
}
