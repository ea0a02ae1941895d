package io.serai.providers.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallNotes;
import io.serai.api.call.CallNotes.Losses;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedEmbeddingsTest {

    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void texts_goOutByNinetySix_andComeBackInOrder() {
        Map<String, Object> answer = backend().answer(call(200, Map.of(), Losses.REPORTED));
        assertThat(sizes).containsExactly(96, 96, 8);
        assertThat((List<?>) answer.get("data"))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> Map.of("object", "embedding", "index", i, "embedding", List.of("t" + i)))
                        .toList());
        assertThat(answer.get("usage")).isEqualTo(Map.of("prompt_tokens", 6L, "total_tokens", 6L));
    }

    @Test
    void texts_thatFit_goOutAtOnce() {
        backend().answer(call(96, Map.of(), Losses.REPORTED));
        assertThat(sizes).containsExactly(96);
    }

    @Test
    void losses_areToldOnce() {
        ProviderCall call = call(97, Map.of("late_chunking", true), Losses.REPORTED);
        backend().answer(call);
        assertThat(call.notes().dropped()).containsExactly("late_chunking");
    }

    @Test
    void losses_thatMustNotBe_areRefusedBeforeAnythingIsSent() {
        ProviderCall call = call(97, Map.of("late_chunking", true), Losses.REFUSED);
        SeraiException refusal =
                catchThrowableOfType(SeraiException.class, () -> backend().answer(call));
        assertThat(refusal.param()).contains("late_chunking");
        assertThat(sizes).isEmpty();
    }

    private Backend backend() {
        Backend single = new Backend() {
            @Override
            public Map<String, Object> answer(ProviderCall call) {
                List<?> texts = (List<?>) call.request().get("input");
                sizes.add(texts.size());
                return Map.of(
                        "data",
                        texts.stream()
                                .map(text -> Map.of("object", "embedding", "index", 0, "embedding", List.of(text)))
                                .toList(),
                        "usage",
                        Map.of("prompt_tokens", 2, "total_tokens", 2));
            }

            @Override
            public ChatStream stream(ProviderCall call) {
                throw new AssertionError("embeddings are not streamed");
            }
        };
        return new BatchedEmbeddings(
                single, new CohereTranslator(new CohereErrors(new ProviderErrors("test", List.of()))));
    }

    private static ProviderCall call(int texts, Map<String, Object> further, Losses losses) {
        Map<String, Object> request = new LinkedHashMap<>(further);
        request.put("input", IntStream.range(0, texts).mapToObj(i -> "t" + i).toList());
        return new ProviderCall(
                Operation.EMBED,
                "embed-v4.0",
                request,
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofSeconds(20)),
                new Cancellation(),
                new CallNotes(losses));
    }
}
