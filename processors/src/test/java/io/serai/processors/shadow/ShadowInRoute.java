package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;

/** A model and its shadow in a route, as a test decides. */
abstract class ShadowInRoute {

    final DefaultCamelContext camel = new DefaultCamelContext();
    final ShadowBalancer balancer = new ShadowBalancer();
    final Heard heard = new Heard();
    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final List<Exchange> shadows = new CopyOnWriteArrayList<>();
    final CountDownLatch end = new CountDownLatch(1);

    volatile Function<Exchange, Object> real = exchange -> answer("real");
    volatile Function<Exchange, Object> candidate = exchange -> answer("candidate");
    volatile Function<Exchange, Object> judge = exchange -> answer("3");

    @AfterEach
    void stop() {
        end.countDown();
        camel.stop();
    }

    void start(String... steps) throws Exception {
        camel.getRegistry().bind("heard", ShadowListener.class, heard);
        camel.getRegistry().bind("meters", MeterListener.class, new MeterListener() {
            @Override
            public void ended(Attempt attempt) {
                attempts.add(attempt);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced = from("direct:in")
                        .routeId("model")
                        .errorHandler(noErrorHandler())
                        .loadBalance(balancer);
                for (String step : steps.length == 0 ? new String[] {"direct:real", "direct:candidate"} : steps) {
                    balanced.to(step);
                }
                from("direct:real").errorHandler(noErrorHandler()).process(exchange -> ask("real", real, exchange));
                from("direct:candidate").errorHandler(noErrorHandler()).process(exchange -> {
                    shadows.add(exchange);
                    ask("candidate", candidate, exchange);
                });
                from("direct:judge").errorHandler(noErrorHandler()).process(exchange -> ask("judge", judge, exchange));
            }
        });
        camel.start();
    }

    /** As a provider's producer does it. */
    static void ask(String name, Function<Exchange, Object> how, Exchange exchange) {
        Meter meter = exchange.getProperty(CallNames.METER, Meter.class);
        Attempt attempt = meter == null ? null : meter.begin(name, "m", Operation.CHAT);
        Object body = how.apply(exchange);
        exchange.getMessage().setBody(body);
        if (attempt != null) {
            attempt.report(Usage.of(10, 5));
            attempt.succeed();
        }
    }

    static Map<String, Object> answer(String text) {
        return ChatResponse.ofText("m", text).map();
    }

    static ChatStream stream(String text) {
        return ChatStream.of(answer(text));
    }

    Exchange call(Consumer<Exchange> how) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(ChatRequest.ofText("hello").map());
        how.accept(exchange);
        return camel.createProducerTemplate().send("direct:in", exchange);
    }

    Exchange call() {
        return call(exchange -> {});
    }

    static String text(Exchange exchange) {
        return new ChatResponse(exchange.getMessage().getBody(Map.class)).text();
    }

    Object held() {
        try {
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "interrupted");
        }
        return answer("late");
    }

    /** Remembers what it hears. */
    static final class Heard implements ShadowListener {
        final BlockingQueue<ShadowComparison> compared = new LinkedBlockingQueue<>();
        final AtomicInteger skipped = new AtomicInteger();

        @Override
        public void compared(ShadowComparison comparison) {
            compared.add(comparison);
        }

        @Override
        public void skipped(String shadow) {
            skipped.incrementAndGet();
        }

        ShadowComparison next() {
            try {
                ShadowComparison next = compared.poll(10, TimeUnit.SECONDS);
                assertThat(next).as("a comparison").isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
