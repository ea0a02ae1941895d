package io.serai.processors.cache.element;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.CachedAnswer.Source;
import io.serai.processors.cache.ElementCall;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A call of somebody whose parts are kept in a map, and the model that answers it. */
final class FakeCall implements ElementCall {

    static final Source SOURCE = new Source("simulated", "vectors", Operation.EMBED);

    final List<Map<String, Object>> sent = new CopyOnWriteArrayList<>();
    Source source = SOURCE;
    boolean kept = true;
    Duration patience = Duration.ZERO;
    Function<Map<String, Object>, Map<String, Object>> model;

    private final Operation operation;
    private final Map<String, Object> request;
    private final Map<CacheKey, CachedAnswer> store;

    FakeCall(
            Operation operation,
            Map<String, Object> request,
            Map<CacheKey, CachedAnswer> store,
            Function<Map<String, Object>, Map<String, Object>> model) {
        this.operation = operation;
        this.request = request;
        this.store = store;
        this.model = model;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Map<String, Object> request() {
        return request;
    }

    @Override
    public CacheKey key(Object element) {
        return new CacheKey("t/", element.getClass().getSimpleName() + "-" + request.get("query") + "-" + element);
    }

    @Override
    public Map<CacheKey, CachedAnswer> find(Collection<CacheKey> keys) {
        Map<CacheKey, CachedAnswer> found = new HashMap<>(store);
        found.keySet().retainAll(keys);
        return found;
    }

    @Override
    public void keep(CacheKey key, Map<String, Object> part, Source who) {
        store.put(key, new CachedAnswer(who, "fast", Set.of(), 1_000, part));
    }

    @Override
    public Answered ask(Map<String, Object> asked) {
        sent.add(asked);
        return new Answered(model.apply(asked), kept ? Optional.of(source) : Optional.empty());
    }

    @Override
    public Duration patience() {
        return patience;
    }
}
