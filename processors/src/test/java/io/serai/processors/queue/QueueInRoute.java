package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.queue.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;

/** A queue in a route, in front of a step that a test holds up. */
abstract class QueueInRoute {

    static final Map<String, Object> ANSWER = Map.of("choices", List.of());

    final DefaultCamelContext camel = new DefaultCamelContext();
    final ExecutorService callers = Executors.newCachedThreadPool();
    final QueueBalancer balancer = new QueueBalancer();
    final Heard heard = new Heard();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final List<Object> served = new CopyOnWriteArrayList<>();

    /** What each running call waits for. */
    final Semaphore gate = new Semaphore(0);

    volatile Supplier<Object> answer = () -> ANSWER;

    @AfterEach
    void stop() {
        gate.release(10_000);
        callers.shutdownNow();
        camel.stop();
    }

    void start() throws Exception {
        balancer.setListener(heard);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("model")
                        .errorHandler(noErrorHandler())
                        .loadBalance(balancer)
                        .to("direct:step");
                from("direct:step").errorHandler(noErrorHandler()).process(QueueInRoute.this::step);
            }
        });
        camel.start();
    }

    void step(Exchange exchange) throws InterruptedException {
        served.add(exchange.getMessage().getBody());
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            gate.acquire();
            exchange.getMessage().setBody(answer.get());
        } finally {
            running.decrementAndGet();
        }
    }

    Exchange call(Object body, Consumer<Exchange> how) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        how.accept(exchange);
        return camel.createProducerTemplate().send("direct:in", exchange);
    }

    Future<Exchange> begin(Object body, Consumer<Exchange> how) {
        return callers.submit(() -> call(body, how));
    }

    Future<Exchange> begin(Object body) {
        return begin(body, exchange -> {});
    }

    static Consumer<Exchange> priority(String name) {
        return exchange -> exchange.getMessage().setHeader(QueueBalancer.PRIORITY, name);
    }

    static Consumer<Exchange> cancellation(Cancellation cancellation) {
        return exchange -> exchange.setProperty(CallNames.CANCEL, cancellation);
    }

    static ErrorKind kind(Exchange exchange) {
        return SeraiException.of(exchange.getException()).kind();
    }

    void awaitWaiting(String priority, int count) {
        await().until(() -> balancer.waiting(priority) == count);
    }

    void awaitRunning(int count) {
        await().until(() -> running.get() == count);
    }

    void assertEmpty() {
        await().until(() -> balancer.running() == 0);
        assertThat(balancer.waiting("normal")).isZero();
        await().untilAsserted(() -> assertThat(heard.running.get()).isZero());
        assertThat(heard.waiting)
                .allSatisfy((priority, count) -> assertThat(count).isZero());
    }

    /** Remembers what it hears. */
    static final class Heard implements QueueListener {
        final AtomicInteger running = new AtomicInteger();
        final Map<String, Integer> waiting = new ConcurrentHashMap<>();
        final Map<String, List<Outcome>> ended = new ConcurrentHashMap<>();

        @Override
        public void waiting(String queue, String priority, int change) {
            waiting.merge(priority, change, Integer::sum);
        }

        @Override
        public void running(String queue, int change) {
            assertThat(queue).isEqualTo("model");
            running.addAndGet(change);
        }

        @Override
        public void ended(String queue, String priority, Outcome outcome, Duration waited) {
            ended.computeIfAbsent(priority, name -> new CopyOnWriteArrayList<>())
                    .add(outcome);
        }

        List<Outcome> outcomes(String priority) {
            return ended.getOrDefault(priority, List.of());
        }
    }
}
