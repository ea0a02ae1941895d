package io.serai.processors.responses;

import io.serai.api.call.CallNames;
import org.apache.camel.Exchange;

/** Whose answers are kept together. */
final class CallerScope {

    private CallerScope() {}

    /** The caller's own scope, or the one that all have in common whom nobody has identified. */
    static String of(Exchange exchange) {
        Object caller = exchange.getProperty(CallNames.CALLER);
        return caller == null ? "" : "caller:" + caller;
    }
}
