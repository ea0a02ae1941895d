package io.serai.processors.anthropic;

import io.serai.api.call.CallNames;
import org.apache.camel.Exchange;

/** The header by which Anthropic's SDKs tell their users which request it was (<a href="https://platform.claude.com/docs/en/api/errors">source</a>). */
final class RequestId {

    static final String HEADER = "request-id";

    private RequestId() {}

    static void tell(Exchange exchange) {
        String id = of(exchange);
        if (!id.isEmpty()) {
            exchange.getMessage().setHeader(HEADER, id);
        }
    }

    /** Empty where the host of the route gives requests none. */
    static String of(Exchange exchange) {
        String id = exchange.getProperty(CallNames.REQUEST_ID, String.class);
        return id == null ? "" : id;
    }
}
