package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.check.Draft;
import io.serai.processors.check.Said;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;

/** An ensemble in a route, with models that answer, fail, are late or never come. */
abstract class EnsembleInRoute {

    final DefaultCamelContext camel = new DefaultCamelContext();
    final Ensemble ensemble = new Ensemble();
    final Map<String, Function<Exchange, Object>> models = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger aborted = new AtomicInteger();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Models named a, b, c …; each says its name until told otherwise. */
    void start(int count) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                LoadBalanceDefinition balanced = from("direct:in").loadBalance(ensemble);
                for (int i = 0; i < count; i++) {
                    String name = "" + (char) ('a' + i);
                    balanced = balanced.to("direct:" + name);
                    model(name);
                }
                model("head");
            }

            private void model(String name) {
                from("direct:" + name).process(exchange -> {
                    asked.add(name);
                    exchange.getMessage()
                            .setBody(models.getOrDefault(name, unused -> Said.text(name))
                                    .apply(exchange));
                });
            }
        });
        camel.start();
    }

    void says(String name, String text) {
        models.put(name, exchange -> Said.text(text, 3));
    }

    void fails(String name, ErrorKind kind) {
        models.put(name, exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    /** Answers nothing until it is aborted. */
    void hangs(String name, CountDownLatch begun) {
        models.put(name, exchange -> {
            CountDownLatch given = new CountDownLatch(1);
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).onCancel(given::countDown);
            begun.countDown();
            awaited(given);
            aborted.incrementAndGet();
            throw new CallerException(ErrorKind.CALLER_GONE, "given up");
        });
    }

    static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Exchange call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(request));
    }

    Exchange call() {
        return call(Said.question("Why?"));
    }

    static String text(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return Draft.in(answered).text();
    }

    static ErrorKind failure(Exchange answered) {
        return answered.getException(SeraiException.class).kind();
    }

    static Map<String, Object> streamed() {
        return Said.json("{'stream': true, 'messages': [{'role': 'user', 'content': 'Why?'}]}");
    }

    static ChatRequest heard(Exchange exchange) {
        return new ChatRequest(body(exchange));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> body(Exchange exchange) {
        return (Map<String, Object>) exchange.getMessage().getBody(Map.class);
    }
}
