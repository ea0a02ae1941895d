package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** One call for embeddings or a ranking on its way through the cache. */
final class ElementRun {

    private final CachePlan plan;
    private final AskedCall call;
    private final StepElements elements;

    ElementRun(CachePlan plan, AskedCall call, String scope, ClientWish wish, AsyncProcessor step) {
        this.plan = plan;
        this.call = call;
        this.elements = new StepElements(plan, call, scope, wish, step);
    }

    /**
     * Answers the call.
     *
     * @return whether it did; if not, nobody has been asked, as the request is not what was expected
     */
    boolean run() {
        Optional<ElementCache.Served> served = plan.elements().serve(elements);
        served.ifPresent(this::tell);
        return served.isPresent();
    }

    private void tell(ElementCache.Served served) {
        Exchange exchange = call.exchange();
        call.answer(served.answer());
        ElementCache.Known known = served.known();
        CacheVerdict verdict = known.known() == 0
                ? CacheVerdict.MISS
                : known.known() == known.all() ? CacheVerdict.HIT : CacheVerdict.PARTIAL;
        plan.accounts().judge(call, verdict, () -> known.known() + " of " + known.all() + " elements are known");
        if (verdict == CacheVerdict.MISS) {
            Accounts.leave(exchange, verdict);
            return;
        }
        Accounts.leave(exchange, verdict, Math.max(0, plan.clock().millis() - served.oldest()));
        served.source().ifPresent(source -> {
            Usage told = new Usage(
                    Optional.ofNullable(FreshAnswer.cached(served.saved().map()))
                            .orElse(Map.of()));
            Attempt hit = plan.accounts().book(call, source, told, served.saved());
            if (exchange.getProperty(CallNames.ATTEMPT) == null) {
                exchange.setProperty(CallNames.ATTEMPT, hit);
            }
        });
    }
}
