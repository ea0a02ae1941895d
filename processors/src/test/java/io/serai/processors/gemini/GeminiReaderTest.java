package io.serai.processors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiReaderTest {

    private final AtomicInteger beating = new AtomicInteger();

    @Test
    void key_inTheQuery_isNotLeftForWhatComesNext() {
        Exchange exchange = read("/v1beta/models/m:generateContent", "key=AIza");

        assertThat(exchange.getMessage().getHeaders().values())
                .noneMatch(value -> value.toString().contains("AIza"));
    }

    /** A comment of an event stream would break an array. */
    @ParameterizedTest
    @CsvSource({"alt=sse, 1", "alt=json, 0", "$alt=sse&prettyPrint=false, 1", "%24alt=sse, 1", "prettyPrint=true, 0"})
    void heart_beatsInEventStreamsAlone(String query, int beats) {
        read("/v1beta/models/m:streamGenerateContent", query);

        assertThat(beating).hasValue(beats);
    }

    private Exchange read(String path, String query) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(CallNames.HEARTBEAT, (Heartbeat) beating::incrementAndGet);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage()
                .setBody("{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}".getBytes(StandardCharsets.UTF_8));
        new GeminiReader().process(exchange);
        return exchange;
    }
}
