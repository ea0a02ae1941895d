package io.serai.processors.cache;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** What a cache would do with a call: looked up without counting as use, and without asking what a question means. */
final class CacheExplanation {

    private final String name;
    private final CachePlan plan;

    CacheExplanation(String name, CachePlan plan) {
        this.name = name;
        this.plan = plan;
    }

    Map<String, Object> told(Exchange exchange, AsyncProcessor step) {
        CachePolicy policy = plan.policy();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("cache", name);
        told.put("mode", policy.mode().label());
        told.put("scope", policy.scope().name().toLowerCase(Locale.ROOT));
        told.put("ttl_ms", policy.ttl().toMillis());
        told.put("stale_ms", policy.stale().toMillis());
        ClientWish wish = ClientWish.of(exchange.getMessage());
        Optional<AskedCall> call = AskedCall.in(exchange).filter(known -> serves(known, wish));
        Optional<String> scope = call.flatMap(known -> policy.scope().of(known.caller()));
        if (call.isEmpty() || scope.isEmpty()) {
            told.put("verdict", CacheVerdict.BYPASS.label());
        } else if (call.get().operation() == Operation.CHAT) {
            chat(call.get(), scope.get(), wish, told);
        } else {
            plan.elements()
                    .look(new StepElements(plan, call.get(), scope.get(), wish, step))
                    .ifPresent(known -> elements(known, told));
        }
        told.put("targets", List.of(Map.of("step", 0)));
        return told;
    }

    private boolean serves(AskedCall call, ClientWish wish) {
        return !wish.isNone()
                && plan.policy().mode() != CacheMode.OFF
                && plan.policy().suits(call.request());
    }

    private void chat(AskedCall call, String scope, ClientWish wish, Map<String, Object> told) {
        CacheKey key = plan.keys().of(scope, call);
        told.put("key", key.name());
        boolean reads = plan.policy().mode().reads() && wish.reads();
        Optional<CacheStore.Sight> known;
        try {
            known = reads ? plan.space().store().look(key) : Optional.empty();
        } catch (SeraiException e) {
            // The nodes that would know are out of reach.
            return;
        }
        Optional<Long> age = known.map(sight -> Math.max(0, plan.clock().millis() - sight.storedAt()))
                .filter(millis -> millis <= wish.maxAge());
        told.put("verdict", (age.isPresent() ? CacheVerdict.HIT : CacheVerdict.MISS).label());
        age.ifPresent(millis -> told.put("age_ms", millis));
        if (plan.lookalikes().isPresent()) {
            told.put("semantic", "not asked");
        }
    }

    private static void elements(ElementCache.Known known, Map<String, Object> told) {
        CacheVerdict verdict = known.known() == 0
                ? CacheVerdict.MISS
                : known.known() == known.all() ? CacheVerdict.HIT : CacheVerdict.PARTIAL;
        told.put("verdict", verdict.label());
        told.put("known", known.known());
        told.put("elements", known.all());
    }
}
