package io.serai.processors.cache;

import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** A call for many elements that has come to a cache, and the step below that knows all of them. */
final class StepElements implements ElementCall {

    /** As long is waited for what somebody else asks for; a batch takes a provider seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Set<String> OF_INPUTS = Set.of("user", "input");
    private static final Set<String> OF_DOCUMENTS = Set.of("user", "documents", "top_n", "return_documents");

    private final CachePlan plan;
    private final AskedCall call;
    private final ClientWish wish;
    private final AsyncProcessor step;
    private final Shelf shelf;
    private final String scope;
    private final String setting;

    StepElements(CachePlan plan, AskedCall call, String scope, ClientWish wish, AsyncProcessor step) {
        this.plan = plan;
        this.call = call;
        this.wish = wish;
        this.step = step;
        this.shelf = new Shelf(plan.space().store());
        this.scope = scope;
        Set<String> without = new HashSet<>(plan.policy().ignored());
        without.addAll(call.operation() == Operation.EMBED ? OF_INPUTS : OF_DOCUMENTS);
        this.setting = plan.keys().setting(call, without);
    }

    @Override
    public Operation operation() {
        return call.operation();
    }

    @Override
    public Map<String, Object> request() {
        return call.request();
    }

    @Override
    public CacheKey key(Object element) {
        return new CacheKey(
                scope, RequestDigest.begin().add(setting).add(element).hex());
    }

    @Override
    public Map<CacheKey, CachedAnswer> find(Collection<CacheKey> keys) {
        if (!plan.policy().mode().reads() || !wish.reads()) {
            return Map.of();
        }
        Map<CacheKey, CachedAnswer> known = new HashMap<>(plan.space().store().findAll(keys));
        long now = plan.clock().millis();
        // Nobody makes stale ones anew: what that would cost is a call like this one.
        long oldest = Math.min(wish.maxAge(), plan.policy().ttl().toMillis());
        known.values().removeIf(answer -> answer.age(now) > oldest);
        return known;
    }

    @Override
    public void keep(CacheKey key, Map<String, Object> part, CachedAnswer.Source source) {
        boolean writes = plan.policy().mode().writes() && wish.writes();
        if (writes && AnswerSize.of(part) <= plan.policy().maxSize()) {
            CachedAnswer answer = new CachedAnswer(
                    source,
                    call.model(),
                    plan.policy().tagsOf(call),
                    plan.clock().millis(),
                    part);
            shelf.put(key, answer, plan.policy().ttl());
        }
    }

    @Override
    public Answered ask(Map<String, Object> request) {
        Exchange exchange = call.exchange();
        Provenance provenance = Provenance.before(call);
        if (!(answered(exchange, request) instanceof Map<?, ?> answer)) {
            throw new GatewayException(
                    ErrorKind.GATEWAY_INTERNAL,
                    "The step below a cache answered the operation '"
                            + call.operation().label() + "' with something else than a map.");
        }
        boolean keep = provenance.isOwn() && answer.get("error") == null;
        return new Answered(AskedCall.cast(answer), keep ? Optional.of(provenance.source()) : Optional.empty());
    }

    /** The whole request is in the exchange again afterwards: if this one fails, another may be asked with it. */
    private Object answered(Exchange exchange, Map<String, Object> request) {
        exchange.getMessage().setBody(request);
        try {
            step.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getBody();
        } catch (Exception e) {
            throw SeraiException.of(e);
        } finally {
            call.answer(call.request());
        }
    }

    @Override
    public Duration patience() {
        if (!plan.policy().mode().reads() || !wish.shares()) {
            return Duration.ZERO;
        }
        long left = Math.max(0, call.deadline().remainingNanos());
        return left < PATIENCE.toNanos() ? Duration.ofNanos(left) : PATIENCE;
    }
}
