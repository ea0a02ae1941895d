package io.serai.processors.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code kamelet: serai-cache} around steps of routes in YAML, in a plain Camel context. */
class CacheKameletTest {

    private static final String ROUTES =
            """
            - route:
                id: workflow
                from:
                  uri: direct:workflow
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {ttl: 10m, maxTemperature: 0.5}
                        steps:
                          - to: {uri: direct:writer}
                    - process: {ref: after}
            - route:
                id: other
                from:
                  uri: direct:other
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: other}
                        steps:
                          - setHeader: {name: style, constant: other}
                          - to: {uri: direct:writer}
            - route:
                id: twin-a
                from:
                  uri: direct:twin-a
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: a, version: "1"}
                        steps:
                          - to: {uri: direct:writer}
            - route:
                id: twin-b
                from:
                  uri: direct:twin-b
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: b, version: "1"}
                        steps:
                          - to: {uri: direct:writer}
            - route:
                id: writer
                from:
                  uri: direct:writer
                  steps:
                    - process: {ref: writer}
            """;

    private static final CamelContext CAMEL = new DefaultCamelContext();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicInteger AFTER = new AtomicInteger();

    private final String question = "q-" + Math.random();

    @BeforeAll
    static void start() throws Exception {
        CAMEL.getRegistry().bind("writer", (Processor) CacheKameletTest::write);
        CAMEL.getRegistry().bind("after", (Processor) exchange -> AFTER.incrementAndGet());
        LocalCacheStore store = new LocalCacheStore(1 << 20, InstantSource.system());
        CacheSpace space = new CacheSpace(store, new LocalNotes(store), FlightBoard.ALONE, CacheScope.TENANT);
        CAMEL.getRegistry().bind("caches", CacheSpace.class, space);
        Resource routes = ResourceHelper.fromString("cached.camel.yaml", ROUTES);
        PluginHelper.getRoutesLoader(CAMEL).loadRoutes(routes);
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    @BeforeEach
    void reset() {
        CALLS.set(0);
        AFTER.set(0);
    }

    private static void write(Exchange exchange) {
        CALLS.incrementAndGet();
        boolean stream = Boolean.TRUE.equals(exchange.getMessage().getHeader(CallNames.STREAM));
        exchange.getMessage()
                .setBody(
                        stream
                                ? ChatStream.of(CacheLab.chunks("stop", "Hel", "lo"))
                                : CacheLab.answer("Hello", "stop"));
    }

    private Exchange send(String route, String header, Object value) {
        return CAMEL.createProducerTemplate().send(route, exchange -> {
            exchange.getMessage().setBody(CacheLab.request(question));
            exchange.getMessage().setHeader(header, value);
        });
    }

    @Test
    void stepOfAWorkflow_isAskedOnce_andTheWorkflowGoesOn() {
        Exchange first = send("direct:workflow", "a", "b");
        Exchange second = send("direct:workflow", "a", "b");

        assertThat(CacheLab.text(first)).isEqualTo("Hello");
        assertThat(CacheLab.text(second)).isEqualTo("Hello");
        assertThat(List.of(CacheLab.verdict(first), CacheLab.verdict(second)))
                .containsExactly(CacheVerdict.MISS, CacheVerdict.HIT);
        assertThat(CALLS).hasValue(1);
        assertThat(AFTER).hasValue(2);
    }

    @Test
    void stream_isRecorded_andReplayed() {
        Exchange first = send("direct:workflow", CallNames.STREAM, true);
        assertThat(CacheLab.text(first)).isEqualTo("Hello");

        Exchange second = send("direct:workflow", CallNames.STREAM, true);
        assertThat(second.getMessage().getBody()).isInstanceOf(ChatStream.class);
        assertThat(CacheLab.text(second)).isEqualTo("Hello");
        assertThat(CacheLab.text(send("direct:workflow", CallNames.STREAM, false)))
                .isEqualTo("Hello");
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void routesThatDiffer_shareNothing_butOnesOfOneVersionDo() {
        send("direct:workflow", "a", "b");
        assertThat(CacheLab.verdict(send("direct:other", "a", "b"))).isEqualTo(CacheVerdict.MISS);

        send("direct:twin-a", "a", "b");
        assertThat(CacheLab.verdict(send("direct:twin-b", "a", "b"))).isEqualTo(CacheVerdict.HIT);
    }

    @Test
    void parameters_areThoseOfTheCache() {
        Map<String, Object> hot = CacheLab.request(question);
        hot.put("temperature", 0.6);

        Exchange passed = CAMEL.createProducerTemplate()
                .send("direct:workflow", exchange -> exchange.getMessage().setBody(hot));

        assertThat(CacheLab.verdict(passed)).isEqualTo(CacheVerdict.BYPASS);
    }
}
