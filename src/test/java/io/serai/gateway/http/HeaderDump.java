package io.serai.gateway.http;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that notes the headers of the exchange. */
public final class HeaderDump implements Processor {

    private static final AtomicReference<Map<String, String>> LAST = new AtomicReference<>(Map.of());

    private static final AtomicReference<Object> QUERY = new AtomicReference<>("");

    /** The variable {@code query}. */
    static Object lastQuery() {
        return QUERY.get();
    }

    /** By lower-case name. */
    static Map<String, String> last() {
        return LAST.get();
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage()
                .getHeaders()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        LAST.set(headers);
        QUERY.set(String.valueOf(exchange.getVariable(GatewayHttpConsumer.QUERY)));
    }
}
