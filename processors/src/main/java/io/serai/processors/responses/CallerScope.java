package io.serai.processors.responses;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import org.apache.camel.Exchange;

/** Whose answers are kept together. */
final class CallerScope {

    private CallerScope() {}

    /** The caller's own scope, {@code <tenant>/<principal>}, or the one that all have in common whom nobody has identified. */
    static String of(Exchange exchange) {
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        return caller == null ? "" : caller.tenant() + "/" + caller.principal();
    }
}
