package io.serai.processors.cache.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.CachedAnswer.Source;
import io.serai.processors.cache.ElementCache.Known;
import io.serai.processors.cache.ElementCache.Served;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Embeddings are kept input by input. */
class EmbeddingElementsTest {

    private static final Source OTHER = new Source("other", "vectors", Operation.EMBED);

    private final Map<CacheKey, CachedAnswer> store = new ConcurrentHashMap<>();
    private final ElementwiseCache cache = new ElementwiseCache(() -> 5_000);

    private FakeCall call(Object input) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "fast");
        request.put("input", input);
        return new FakeCall(Operation.EMBED, request, store, EmbeddingElementsTest::embed);
    }

    private Served serve(FakeCall call) {
        return cache.serve(call).orElseThrow();
    }

    private static List<?> inputs(Map<String, Object> request) {
        Object input = request.get("input");
        return input instanceof List<?> list && !(list.get(0) instanceof Integer) ? list : List.of(input);
    }

    /** A vector that tells its input, and ten tokens for each. */
    private static Map<String, Object> embed(Map<String, Object> request) {
        List<?> inputs = inputs(request);
        List<Object> data = new ArrayList<>();
        // Nobody promises an order: the index says which is which.
        for (int i = inputs.size() - 1; i >= 0; i--) {
            data.add(Map.of("object", "embedding", "index", i, "embedding", vector(inputs.get(i))));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", "vectors-1");
        answer.put("usage", Map.of("prompt_tokens", 10 * inputs.size(), "total_tokens", 10 * inputs.size()));
        return answer;
    }

    private static List<Object> vector(Object input) {
        return List.of(new BigDecimal(Math.abs(input.hashCode()) + ".10"), new BigDecimal("-1E-7"), 0);
    }

    private static List<Object> vectors(Map<String, Object> answer) {
        List<Object> vectors = new ArrayList<>();
        for (Object element : (List<?>) answer.get("data")) {
            assertThat(((Map<?, ?>) element).get("index")).isEqualTo(vectors.size());
            vectors.add(((Map<?, ?>) element).get("embedding"));
        }
        return vectors;
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text " + i).toList();
    }

    @Test
    void batchOf100_60OfThemKnown_sends40() {
        serve(call(texts(20, 80)));
        FakeCall call = call(texts(0, 100));

        Served served = serve(call);

        List<String> unknown = new ArrayList<>(texts(0, 20));
        unknown.addAll(texts(80, 100));
        assertThat(call.sent).hasSize(1);
        assertThat(inputs(call.sent.get(0))).isEqualTo(unknown);
        assertThat(vectors(served.answer()))
                .isEqualTo(texts(0, 100).stream()
                        .map(EmbeddingElementsTest::vector)
                        .toList());
        assertThat(served.known()).isEqualTo(new Known(60, 100));
        assertThat(served.source()).contains(FakeCall.SOURCE);
        assertThat(served.oldest()).isEqualTo(1_000);
        assertThat(served.saved().promptTokens()).isEqualTo(600);
        assertThat(served.answer())
                .containsEntry("model", "vectors-1")
                .containsEntry(
                        "usage",
                        Map.of(
                                "prompt_tokens",
                                1000L,
                                "total_tokens",
                                1000L,
                                "prompt_tokens_details",
                                Map.of("cached_tokens", 600L)));
    }

    @Test
    void batch_allKnown_asksNobodyAndSaysSo() {
        serve(call(List.of("a", "b")));
        FakeCall call = call(List.of("b", "a"));

        Served served = serve(call);

        assertThat(call.sent).isEmpty();
        assertThat(served.known()).isEqualTo(new Known(2, 2));
        assertThat(served.answer())
                .containsEntry("object", "list")
                .containsEntry("model", "vectors-1")
                .containsEntry(
                        "usage",
                        Map.of(
                                "prompt_tokens",
                                20L,
                                "total_tokens",
                                20L,
                                "prompt_tokens_details",
                                Map.of("cached_tokens", 20L),
                                "cached",
                                true));
        assertThat(vectors(served.answer())).containsExactly(vector("b"), vector("a"));
    }

    @Test
    void batch_nothingKnown_isAnsweredToTheLetter() {
        FakeCall call = call(List.of("a", "b"));

        Served served = serve(call);

        assertThat(call.sent).containsExactly(call.request());
        assertThat(served.answer()).isEqualTo(embed(call.request()));
        assertThat(served.known()).isEqualTo(new Known(0, 2));
        assertThat(served.source()).isEmpty();
    }

    @Test
    void batch_equalInputs_areSentOnce() {
        FakeCall call = call(List.of("a", "b", "a", "a"));

        Served served = serve(call);

        assertThat(inputs(call.sent.get(0)).stream().map(Object.class::cast)).containsExactly("a", "b");
        assertThat(vectors(served.answer())).containsExactly(vector("a"), vector("b"), vector("a"), vector("a"));
        assertThat(served.answer()).containsEntry("usage", Map.of("prompt_tokens", 20, "total_tokens", 20));
    }

    @Test
    void inputs_textsAndTokens_areElements() {
        for (Object input : List.<Object>of("one text", List.of(1, 2, 3), List.of(List.of(1, 2), List.of(3)))) {
            serve(call(input));
            FakeCall again = call(input);

            assertThat(serve(again).known().known()).as("%s", input).isPositive();
            assertThat(again.sent).isEmpty();
        }
        FakeCall inABatch = call(List.of("one text", "another"));
        assertThat(serve(inABatch).known()).isEqualTo(new Known(1, 2));
    }

    @Test
    void inputs_ofNoKnownShape_areLeftToTheProvider() {
        for (Object input : List.<Object>of(List.of(), 7, List.of("a", 7), List.of(List.of("a")), List.of(List.of()))) {
            assertThat(cache.serve(call(input))).as("%s", input).isEmpty();
        }
        assertThat(cache.serve(new FakeCall(Operation.EMBED, Map.of(), store, it -> it)))
                .isEmpty();
        assertThat(cache.serve(new FakeCall(Operation.CHAT, Map.of("input", "a"), store, it -> it)))
                .isEmpty();
    }

    @Test
    void vectors_ofTheProvidersSpelling_areTheSameNumbersAfterwards() throws Exception {
        String spelt = "[0.0023064255,-0.009327292,1.0E-7,-0.006929283495992422,0,1,3.4028235E+38,0.10]";
        byte[] body = ("{\"data\":[{\"index\":0,\"embedding\":" + spelt + "}]}").getBytes(StandardCharsets.UTF_8);
        FakeCall first = call("a");
        first.model = asked -> read(body);
        serve(first);

        Object vector = vectors(serve(call("a")).answer()).get(0);

        byte[] numbers = spelt.getBytes(StandardCharsets.UTF_8);
        assertThat(vector).isEqualTo(Json.standard().read(numbers, 0, numbers.length));
        assertThat(new String(Json.write(vector), StandardCharsets.UTF_8)).isEqualTo(spelt);
    }

    private static Map<String, Object> read(byte[] body) {
        try {
            return Json.standard().readObject(body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void vectors_inBase64_areKept() {
        FakeCall first = call("a");
        first.model = asked -> Map.of("data", List.of(Map.of("index", 0, "embedding", "AACAPw==")));
        serve(first);

        assertThat(vectors(serve(call("a")).answer())).containsExactly("AACAPw==");
    }

    @Test
    void answer_thatDoesNotTellOfEachInput_isPassedOnAndNotKept() {
        List<Function<Map<String, Object>, Map<String, Object>>> wrong = List.of(
                asked -> Map.of("data", List.of(Map.of("index", 0, "embedding", List.of(1)))),
                asked -> Map.of("data", List.of(Map.of("index", 0), Map.of("index", 1))),
                asked -> Map.of(
                        "data",
                        List.of(
                                Map.of("index", 1, "embedding", List.of(1)),
                                Map.of("index", 1, "embedding", List.of(2)))),
                asked -> Map.of("data", List.of(Map.of("index", 0, "embedding", List.of()), Map.of("index", 1))),
                asked -> Map.of("error", "in a 200"));
        for (Function<Map<String, Object>, Map<String, Object>> model : wrong) {
            FakeCall call = call(List.of("a", "b"));
            call.model = model;

            assertThat(serve(call).answer()).isEqualTo(model.apply(Map.of()));
            assertThat(call.sent).hasSize(1);
        }
        assertThat(store).isEmpty();
    }

    @Test
    void answer_thatIsShortWhereSomeWereKnown_isAskedForAsAWhole() {
        serve(call("a"));
        FakeCall call = call(List.of("a", "b", "c"));
        call.model = asked -> inputs(asked).size() == 2 ? Map.of("data", List.of()) : embed(asked);

        Served served = serve(call);

        assertThat(call.sent).hasSize(2);
        assertThat(call.sent.get(1)).isEqualTo(call.request());
        assertThat(served.answer()).isEqualTo(embed(call.request()));
        assertThat(served.known().known()).isZero();
    }

    @Test
    void failure_isPassedOnAndNothingKept() {
        FakeCall call = call(List.of("a", "b"));
        call.model = asked -> {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
        };

        assertThatThrownBy(() -> serve(call)).isInstanceOf(ProviderException.class);
        assertThat(store).isEmpty();
    }

    /** F66: vectors of two models have nothing in common, so those of a fallback never meet those of the model that it stands in for. */
    @Test
    void fallback_answersTheRest_isAskedForAllOfIt() {
        serve(call(List.of("a", "b")));
        FakeCall call = call(List.of("a", "b", "c"));
        call.source = OTHER;

        Served served = serve(call);

        assertThat(call.sent).hasSize(2);
        assertThat(inputs(call.sent.get(1)).stream().map(Object.class::cast)).containsExactly("a", "b", "c");
        assertThat(served.known().known()).isZero();
        assertThat(store.values()).extracting(CachedAnswer::source).containsOnly(OTHER);
    }

    @Test
    void known_ofTwoModels_areNotPutTogether() {
        serve(call(List.of("a", "b")));
        FakeCall fallback = call("c");
        fallback.source = OTHER;
        serve(fallback);

        FakeCall call = call(List.of("a", "b", "c"));
        Served served = serve(call);

        assertThat(inputs(call.sent.get(0)).stream().map(Object.class::cast)).containsExactly("c");
        assertThat(served.known()).isEqualTo(new Known(2, 3));
    }

    @Test
    void answer_thatMayNotBeKept_isNot() {
        FakeCall call = call(List.of("a", "b"));
        call.kept = false;
        serve(call);

        assertThat(store).isEmpty();
    }

    @Test
    void look_tellsHowManyAreKnownAndAsksNobody() {
        serve(call(List.of("a", "b")));
        FakeCall call = call(List.of("b", "c", "c", "d"));

        assertThat(cache.look(call)).contains(new Known(1, 3));
        assertThat(call.sent).isEmpty();
    }
}
