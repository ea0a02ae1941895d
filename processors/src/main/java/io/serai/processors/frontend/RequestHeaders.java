package io.serai.processors.frontend;

import io.serai.api.call.CallNames;
import io.serai.api.call.Heartbeat;
import io.serai.api.call.Operation;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a reader leaves on the exchange besides the body. */
public final class RequestHeaders {

    /** True of the bytes that were read, not of the data that goes on. */
    private static final List<String> OF_THE_BYTES = List.of(
            Exchange.CONTENT_TYPE,
            Exchange.CONTENT_LENGTH,
            Exchange.CONTENT_ENCODING,
            "Transfer-Encoding",
            "Accept",
            "Accept-Encoding",
            "Connection",
            "Host");

    private RequestHeaders() {}

    public static void set(Exchange exchange, Operation operation, Asked asked) {
        Message message = exchange.getMessage();
        OF_THE_BYTES.forEach(message::removeHeader);
        message.setHeader(CallNames.MODEL, asked.model());
        message.setHeader(CallNames.OPERATION, operation.label());
        message.setHeader(CallNames.STREAM, asked.form() == Asked.Form.STREAMED);
        exchange.setProperty(Asked.PROPERTY, asked);
        Heartbeat heartbeat = exchange.getProperty(CallNames.HEARTBEAT, Heartbeat.class);
        if (heartbeat != null && asked.form() == Asked.Form.STREAMED) {
            heartbeat.start();
        }
    }
}
