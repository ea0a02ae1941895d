package io.serai.processors.cache;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the answer to one call, where it may be kept. */
final class Keeping {

    private final CachePlan plan;
    private final CacheKey key;
    private final boolean writes;
    private final Shelf shelf;
    private Lookalikes.@Nullable Asked asked;

    /** @param writes whether the cache and the client have it kept at all */
    Keeping(CachePlan plan, CacheKey key, boolean writes) {
        this.plan = plan;
        this.key = key;
        this.writes = writes;
        this.shelf = new Shelf(plan.space().store());
    }

    boolean writes() {
        return writes;
    }

    /** The answer is one to this question, too. */
    void learn(Lookalikes.Asked question) {
        asked = question;
    }

    void keep(AskedCall call, Map<String, Object> answer, Provenance provenance) {
        if (writes && provenance.isOwn()) {
            put(call, answer, provenance.source(), provenance.age());
        }
    }

    /** Puts a stream together, and keeps it once it is complete. Where it comes from is settled when it has begun. */
    Recording recording(AskedCall call, Provenance provenance) {
        long most = plan.policy().maxSize();
        if (!writes || !provenance.isOwn()) {
            return new Recording(most, whole -> {});
        }
        CachedAnswer.Source source = provenance.source();
        long age = provenance.age();
        return new Recording(most, whole -> put(call, whole, source, age));
    }

    private void put(AskedCall call, Map<String, Object> answer, CachedAnswer.Source source, long age) {
        Map<String, Object> kept = plan.kept().of(call.request(), answer);
        if (kept == null) {
            return;
        }
        long storedAt = plan.clock().millis() - age;
        CachedAnswer known =
                new CachedAnswer(source, call.model(), plan.policy().tagsOf(call), storedAt, kept);
        Lookalikes.Asked question = asked;
        if (shelf.put(key, known, plan.policy().life()) && question != null) {
            question.learn(key, plan.policy().life());
        }
    }
}
