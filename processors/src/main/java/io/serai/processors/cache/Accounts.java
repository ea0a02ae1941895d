package io.serai.processors.cache;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.trace.Trace;
import io.serai.processors.cache.CachedAnswer.Source;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Tells of what a cache does: the meter and the ledger of hits, the exchange, the trace and the listeners of every call.
 *
 * @param check of the installation, which books what was saved
 */
record Accounts(AttemptCheck check, List<CacheListener> listeners) {

    Accounts {
        listeners = List.copyOf(listeners);
    }

    /**
     * What is done with a call, before it is done.
     *
     * @param why is asked where somebody traces the call
     */
    void judge(AskedCall call, CacheVerdict verdict, Supplier<String> why) {
        Trace trace = call.exchange().getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.judged("cache", verdict.label(), why.get());
        }
        for (CacheListener listener : listeners) {
            listener.judged(call.model(), verdict);
        }
    }

    /** What was done with a call, after all caches below have had their say. */
    static void leave(Exchange exchange, CacheVerdict verdict) {
        exchange.setProperty(CacheVerdict.PROPERTY, verdict);
        exchange.removeProperty(CacheVerdict.AGE);
    }

    /** The same of an answer that was given again. */
    static void leave(Exchange exchange, CacheVerdict verdict, long age) {
        exchange.setProperty(CacheVerdict.PROPERTY, verdict);
        exchange.setProperty(CacheVerdict.AGE, age);
    }

    /**
     * An answer was given again, all of it.
     *
     * @param answer that was, or the last chunk of it that tells a usage
     */
    Attempt book(AskedCall call, Source source, Map<String, Object> answer) {
        return book(
                call, source, FreshAnswer.cachedUsage(answer), Usage.in(answer).orElseGet(() -> new Usage(Map.of())));
    }

    /**
     * The same.
     *
     * @param told usage as the answer tells it
     * @param saved what the call used whose answer it was
     */
    Attempt book(AskedCall call, Source source, Usage told, Usage saved) {
        Exchange exchange = call.exchange();
        Meter meter = call.meter();
        Attempt hit = meter.hit(source.provider(), source.model(), source.operation(), told);
        if (check != AttemptCheck.ALLOWED) {
            AttemptCheck.Ask ask = new AttemptCheck.Ask(
                    exchange.getProperty(CallNames.CALLER, Caller.class),
                    exchange.getProperty(CallNames.REQUEST_ID, "", String.class),
                    exchange.getProperty(CallNames.ASKED, "", String.class),
                    source.provider(),
                    source.model(),
                    source.operation(),
                    call.request(),
                    call.streamed(),
                    OptionalLong.empty(),
                    call.tags(),
                    meter);
            check.cached(ask, saved);
        }
        return hit;
    }

    /** Who answers, while the answer still comes: for a header that is written before its end. */
    static Attempt announced(Source source) {
        return new Meter(MeterListener.NONE)
                .hit(source.provider(), source.model(), source.operation(), new Usage(Map.of()));
    }
}
