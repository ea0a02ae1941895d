package io.serai.processors.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.processors.check.Draft;
import io.serai.processors.check.LengthCheck;
import io.serai.processors.check.Said;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;

/** A cascade in a route, with rungs that a test decides. */
abstract class CascadeInRoute {

    final DefaultCamelContext camel = new DefaultCamelContext();
    final Cascade cascade = new Cascade();
    final Map<String, Function<Exchange, Object>> rungs = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Rungs named a, b, c …; each says its name until told otherwise. */
    void start(int count) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                LoadBalanceDefinition balanced = from("direct:in").loadBalance(cascade);
                for (int i = 0; i < count; i++) {
                    String name = "" + (char) ('a' + i);
                    balanced = balanced.to("direct:" + name);
                    model(name);
                }
                model("judge");
            }

            private void model(String name) {
                from("direct:" + name).process(exchange -> {
                    asked.add(name);
                    exchange.getMessage()
                            .setBody(rungs.getOrDefault(name, unused -> Said.text(name))
                                    .apply(exchange));
                });
            }
        });
        camel.start();
    }

    void checkLength(int least) {
        LengthCheck check = new LengthCheck();
        check.setMinCharacters(least);
        camel.getRegistry().bind("long-enough", check);
        cascade.setChecks("long-enough");
    }

    Exchange call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(request));
    }

    Exchange call() {
        return call(Said.question("Why?"));
    }

    static Map<String, Object> streamed() {
        return Said.json(
                "{'stream': true, 'stream_options': {'include_usage': true}, 'messages': [{'role': 'user', 'content':"
                        + " 'Why?'}]}");
    }

    static String text(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return Draft.in(answered).text();
    }

    /** Chunks that say a text, and perhaps a failure behind. */
    static final class Told extends ChatStream {
        final Iterator<Map<String, Object>> chunks;
        final boolean breaks;
        volatile boolean closed;

        Told(String text, boolean breaks) {
            List<Map<String, Object>> all = new ArrayList<>();
            ChatStream.of(Said.text(text, 5)).forEachRemaining(all::add);
            this.chunks = all.iterator();
            this.breaks = breaks;
        }

        @Override
        protected Map<String, Object> read() {
            if (chunks.hasNext()) {
                return chunks.next();
            }
            if (breaks) {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }
            return null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static String question(Exchange exchange) {
        Map<?, ?> request = exchange.getMessage().getBody(Map.class);
        return ((Map<?, ?>) ((List<?>) request.get("messages")).get(0))
                .get("content")
                .toString();
    }
}
