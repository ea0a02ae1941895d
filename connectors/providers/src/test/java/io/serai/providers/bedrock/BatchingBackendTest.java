package io.serai.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchingBackendTest {

    private final ExecutorService helpers = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void stop() {
        helpers.shutdownNow();
    }

    @Test
    void texts_goOutOneByOneForTitan_andComeBackInOrder() {
        Map<String, Object> answer = backend(this::embed).answer(call("amazon.titan-embed-text-v2:0", 20, Map.of()));
        assertThat(calls).hasValue(20);
        assertThat((List<?>) answer.get("data"))
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(i -> Map.of("object", "embedding", "index", i, "embedding", List.of("t" + i)))
                        .toList());
        assertThat(answer.get("usage")).isEqualTo(Map.of("prompt_tokens", 40L, "total_tokens", 40L));
    }

    @Test
    void texts_goOutByTheHundredForCohere() {
        backend(this::embed).answer(call("cohere.embed-v4:0", 200, Map.of()));
        assertThat(calls).hasValue(3);
    }

    @Test
    void calls_areMadeAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(8);
        backend(call -> {
                    meet(together);
                    return embed(call);
                })
                .answer(call("amazon.titan-embed-text-v2:0", 8, Map.of()));
        assertThat(calls).hasValue(8);
    }

    @Test
    void helpers_thatAreNotToBeHad_areDoneWithout() {
        helpers.shutdown();
        backend(this::embed).answer(call("amazon.titan-embed-text-v2:0", 5, Map.of()));
        assertThat(calls).hasValue(5);
    }

    @Test
    void failure_endsTheOthers() {
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> backend(call -> {
                    if (calls.incrementAndGet() == 3) {
                        throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "no");
                    }
                    return embed(call);
                })
                .answer(call("amazon.titan-embed-text-v2:0", 2000, Map.of())));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(calls.get()).isLessThan(2000);
    }

    @Test
    void client_thatGoes_endsAll() {
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> backend(call -> {
                    cancellation.cancel();
                    if (call.cancellation().isCancelled()) {
                        throw new CallerException(ErrorKind.CALLER_GONE, "gone");
                    }
                    return embed(call);
                })
                .answer(call("amazon.titan-embed-text-v2:0", 9, Map.of())));
        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_GONE);
    }

    @Test
    void losses_areToldOnce_andRefusedBeforeAnythingIsSent() {
        ProviderCall reporting = call("amazon.titan-embed-text-v1", 3, Map.of("dimensions", 5));
        backend(this::embed).answer(reporting);
        assertThat(reporting.notes().dropped()).containsExactly("dimensions");
        ProviderCall strict = new ProviderCall(
                Operation.EMBED,
                reporting.model(),
                reporting.request(),
                reporting.timeouts(),
                reporting.deadline(),
                cancellation,
                new CallNotes(CallNotes.Losses.REFUSED));
        calls.set(0);
        assertThat(catchThrowableOfType(
                                SeraiException.class, () -> backend(this::embed).answer(strict))
                        .param())
                .contains("dimensions");
        assertThat(calls).hasValue(0);
    }

    private Map<String, Object> embed(ProviderCall call) {
        calls.incrementAndGet();
        List<?> texts = (List<?>) call.request().get("input");
        return Map.of(
                "object",
                "list",
                "data",
                texts.stream()
                        .map(text -> Map.of("object", "embedding", "index", 0, "embedding", List.of(text)))
                        .toList(),
                "usage",
                Map.of("prompt_tokens", 2, "total_tokens", 2));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the calls did not meet", e);
        }
    }

    private BatchingBackend backend(Function<ProviderCall, Map<String, Object>> answers) {
        Backend single = new Backend() {
            @Override
            public Map<String, Object> answer(ProviderCall call) {
                return answers.apply(call);
            }

            @Override
            public ChatStream stream(ProviderCall call) {
                throw new AssertionError("embeddings are not streamed");
            }
        };
        BedrockErrors errors = new BedrockErrors(new ProviderErrors("p", List.of()));
        return new BatchingBackend(single, new BedrockTranslator(errors, Optional.empty()), helpers);
    }

    private ProviderCall call(String model, int texts, Map<String, Object> further) {
        Map<String, Object> request = new LinkedHashMap<>(further);
        request.put("input", IntStream.range(0, texts).mapToObj(i -> "t" + i).toList());
        return new ProviderCall(
                Operation.EMBED,
                model,
                request,
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofSeconds(20)),
                cancellation);
    }
}
