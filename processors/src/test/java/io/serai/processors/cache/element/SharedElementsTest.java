package io.serai.processors.cache.element;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.processors.cache.ElementCache.Known;
import io.serai.processors.cache.ElementCache.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls at the same time ask for an element once. */
class SharedElementsTest {

    private final ElementwiseCache cache = new ElementwiseCache(() -> 5_000);
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private static FakeCall call(String... inputs) {
        FakeCall call = new FakeCall(
                Operation.EMBED,
                Map.of("input", List.of(inputs)),
                new ConcurrentHashMap<>(),
                SharedElementsTest::embed);
        call.patience = Duration.ofSeconds(20);
        return call;
    }

    private static Map<String, Object> embed(Map<String, Object> request) {
        List<Object> data = new ArrayList<>();
        for (Object input : (List<?>) request.get("input")) {
            data.add(Map.of("index", data.size(), "embedding", List.of(input.hashCode())));
        }
        return Map.of("data", data);
    }

    private FakeCall slow(String... inputs) {
        FakeCall slow = call(inputs);
        slow.model = request -> {
            asked.countDown();
            try {
                assertThat(go.await(20, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return embed(request);
        };
        return slow;
    }

    private CompletableFuture<Served> begin(FakeCall call) {
        return CompletableFuture.supplyAsync(() -> cache.serve(call).orElseThrow(), others);
    }

    @Test
    void element_thatAnotherCallAsksFor_isWaitedFor() throws Exception {
        CompletableFuture<Served> first = begin(slow("a", "b"));
        assertThat(asked.await(20, SECONDS)).isTrue();
        FakeCall second = call("b", "c");
        second.model = request -> {
            go.countDown();
            return embed(request);
        };

        Served served = begin(second).get(20, SECONDS);

        assertThat(first.get(20, SECONDS).known()).isEqualTo(new Known(0, 2));
        assertThat(second.sent).containsExactly(Map.of("input", List.of("c")));
        assertThat(served.known()).isEqualTo(new Known(1, 2));
        assertThat(served.answer().get("data").toString()).contains("[" + "b".hashCode() + "]", "[" + "c".hashCode());
    }

    @Test
    void element_whoseOtherCallFails_isAskedFor() throws Exception {
        FakeCall failing = slow("a", "b");
        var answering = failing.model;
        failing.model = request -> {
            answering.apply(request);
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
        };
        CompletableFuture<Served> first = begin(failing);
        assertThat(asked.await(20, SECONDS)).isTrue();
        FakeCall second = call("b", "c");
        second.model = request -> {
            go.countDown();
            return embed(request);
        };

        Served served = begin(second).get(20, SECONDS);

        assertThatThrownBy(() -> first.get(20, SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(second.sent).containsExactly(Map.of("input", List.of("c")), Map.of("input", List.of("b")));
        assertThat(served.known()).isEqualTo(new Known(0, 2));
    }

    @Test
    void element_thatTakesTooLong_isAskedForAgain() throws Exception {
        CompletableFuture<Served> first = begin(slow("a"));
        assertThat(asked.await(20, SECONDS)).isTrue();
        FakeCall hurried = call("a");
        hurried.patience = Duration.ofMillis(1);

        assertThat(begin(hurried).get(20, SECONDS).known()).isEqualTo(new Known(0, 1));
        assertThat(hurried.sent).hasSize(1);
        go.countDown();
        first.get(20, SECONDS);
    }

    @Test
    void call_withoutPatience_followsNobody() throws Exception {
        CompletableFuture<Served> first = begin(slow("a"));
        assertThat(asked.await(20, SECONDS)).isTrue();
        FakeCall alone = call("a");
        alone.patience = Duration.ZERO;

        assertThat(begin(alone).get(20, SECONDS).known()).isEqualTo(new Known(0, 1));
        go.countDown();
        first.get(20, SECONDS);
    }
}
