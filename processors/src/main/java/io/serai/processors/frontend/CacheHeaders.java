package io.serai.processors.frontend;

import io.serai.processors.cache.CacheVerdict;
import org.apache.camel.Exchange;

/** Tells callers whether a cache has answered, and how old the answer is; nothing where their call met no cache. */
final class CacheHeaders {

    static final String VERDICT = "x-serai-cache";

    /** Seconds, as RFC 9111, section 5.1, has them. */
    static final String AGE = "age";

    private static final int MILLIS = 1_000;

    private CacheHeaders() {}

    static void write(Exchange exchange) {
        CacheVerdict verdict = exchange.getProperty(CacheVerdict.PROPERTY, CacheVerdict.class);
        if (verdict == null) {
            return;
        }
        exchange.getMessage().setHeader(VERDICT, verdict.label());
        Long age = exchange.getProperty(CacheVerdict.AGE, Long.class);
        if (age != null) {
            exchange.getMessage().setHeader(AGE, Long.toString(age / MILLIS));
        }
    }
}
