package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call allocates does not grow with the targets that it might have gone to. */
class TargetAllocationTest {

    private static final int MANY = 50;
    private static final int WARM = 300;
    private static final int MEASURED = 300;
    /** Of a call in all: no object for each of 48 targets fits into it. */
    private static final long SLACK = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static final class Answering extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            callback.done(true);
            return true;
        }
    }

    /** Whoever is beyond those that do not rest, rests. */
    private TargetBalancer balancer(String strategy, int targets, int open) {
        Standings standings = Standings.ofThisNode();
        TargetBalancer balancer = new TargetBalancer();
        balancer.setCamelContext(camel);
        // Nobody is the oldest known, and the minute is over.
        balancer.setClock(() -> Duration.ofSeconds(70).toNanos());
        balancer.setStandings(standings);
        balancer.setStrategy(strategy);
        balancer.setTargets(IntStream.range(0, targets)
                .mapToObj(i -> Target.of("t" + i).withPrice(new Price(100 + i, 100)))
                .toList());
        for (int i = 0; i < targets; i++) {
            standings.of("t" + i).observeLatency(AnswerForm.WHOLE, 1_000_000 + i, 0);
            standings.of("t" + i).observeTokens(1 + i, 0);
            if (i >= open) {
                standings.of("t" + i).failed(new Cooldown(1, Duration.ofHours(1)), Duration.ZERO, 0);
            }
            balancer.addProcessor(new Answering());
        }
        balancer.start();
        return balancer;
    }

    private void call(TargetBalancer balancer) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Map.of("user", "somebody"));
        balancer.process(exchange, done -> {});
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
    }

    /** Bytes of one call, the least of five times. */
    private long bytes(TargetBalancer balancer) {
        long thread = Thread.currentThread().getId();
        IntStream.range(0, WARM).forEach(i -> call(balancer));
        long least = Long.MAX_VALUE;
        for (int time = 0; time < 5; time++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < MEASURED; i++) {
                call(balancer);
            }
            least = Math.min(least, (THREADS.getThreadAllocatedBytes(thread) - before) / MEASURED);
        }
        return least;
    }

    static Stream<String> strategies() {
        return Strategy.BY_NAME.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void call_ofManyTargets_allocatesNoMoreThanOneOfTwo(String strategy) {
        List<Long> each = List.of(
                bytes(balancer(strategy, 2, 2)),
                bytes(balancer(strategy, MANY, MANY)),
                bytes(balancer(strategy, MANY, 2)));

        assertThat(each.get(1)).as("all open").isLessThanOrEqualTo(each.get(0) + SLACK);
        assertThat(each.get(2)).as("all but two at rest").isLessThanOrEqualTo(each.get(0) + SLACK);
    }
}
