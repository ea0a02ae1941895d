package io.serai.processors.responses;

import org.apache.camel.Exchange;

/** Whose answers are kept together. */
final class CallerScope {

    /** Property of an exchange: who calls, set by authentication. */
    private static final String CALLER = "SeraiCaller";

    private CallerScope() {}

    /** The caller's own scope, or the one that all have in common whom nobody has identified. */
    static String of(Exchange exchange) {
        Object caller = exchange.getProperty(CALLER);
        return caller == null ? "" : "caller:" + caller;
    }
}
