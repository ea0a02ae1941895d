package io.serai.processors.cache.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.ElementCache.Known;
import io.serai.processors.cache.ElementCache.Served;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Rankings are kept by query and document. */
class RankingElementsTest {

    private final Map<CacheKey, CachedAnswer> store = new ConcurrentHashMap<>();
    private final ElementwiseCache cache = new ElementwiseCache(() -> 5_000);

    private FakeCall call(String query, List<?> documents, Map<String, Object> further) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "ranker");
        request.put("query", query);
        request.put("documents", documents);
        request.putAll(further);
        return new FakeCall(Operation.RERANK, request, store, RankingElementsTest::rank);
    }

    private FakeCall call(String query, List<?> documents) {
        return call(query, documents, Map.of());
    }

    private Served serve(FakeCall call) {
        return cache.serve(call).orElseThrow();
    }

    private static String text(Object document) {
        return document instanceof Map<?, ?> members ? String.valueOf(members.get("text")) : document.toString();
    }

    /** The number that a document begins with is its score, in hundredths; best first, and no more than are wanted. */
    private static Map<String, Object> rank(Map<String, Object> request) {
        List<?> documents = (List<?>) request.get("documents");
        List<Map<String, Object>> results = new ArrayList<>();
        for (Object document : documents) {
            results.add(Map.of(
                    "index",
                    results.size(),
                    "relevance_score",
                    new BigDecimal("0." + text(document).substring(0, 2))));
        }
        results.sort(Comparator.comparing(it -> it.get("relevance_score").toString(), Comparator.reverseOrder()));
        int wanted = request.get("top_n") instanceof Integer count ? count : results.size();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model", "ranker-1");
        answer.put("results", results.subList(0, Math.min(wanted, results.size())));
        answer.put("usage", Map.of("total_tokens", 5 * documents.size()));
        return answer;
    }

    private static List<String> ranking(Served served) {
        List<String> told = new ArrayList<>();
        for (Object result : (List<?>) served.answer().get("results")) {
            Map<?, ?> members = (Map<?, ?>) result;
            told.add(members.get("index") + ":" + members.get("relevance_score"));
        }
        return told;
    }

    @Test
    void documents_someKnown_onlyTheOthersAreSent() {
        serve(call("q", List.of("30 a", "90 b")));
        FakeCall call = call("q", List.of("50 c", "90 b", "70 d", "30 a"));

        Served served = serve(call);

        assertThat(call.sent).hasSize(1);
        assertThat(call.sent.get(0)).containsEntry("documents", List.of("50 c", "70 d"));
        assertThat(ranking(served)).containsExactly("1:0.90", "2:0.70", "0:0.50", "3:0.30");
        assertThat(served.known()).isEqualTo(new Known(2, 4));
        assertThat(served.answer())
                .containsEntry("model", "ranker-1")
                .containsEntry("usage", Map.of("total_tokens", 20L));
    }

    @Test
    void topN_ofSome_asksForAllScoresAndTellsTheBest() {
        FakeCall call = call("q", List.of("30 a", "90 b", "70 c"), Map.of("top_n", 1));

        assertThat(ranking(serve(call))).containsExactly("1:0.90");
        assertThat(call.sent.get(0)).doesNotContainKey("top_n");

        FakeCall further = call("q", List.of("30 a", "90 b", "70 c"), Map.of("top_n", 2));
        assertThat(ranking(serve(further))).containsExactly("1:0.90", "2:0.70");
        assertThat(further.sent).isEmpty();
    }

    @Test
    void query_another_isAnotherElement() {
        serve(call("q", List.of("30 a")));
        FakeCall call = call("other", List.of("30 a"));

        assertThat(serve(call).known().known()).isZero();
    }

    @Test
    void document_asTextOrAsObject_isTheSame() {
        serve(call("q", List.of("30 a", Map.of("text", "40 b", "title", "B"))));
        FakeCall call = call("q", List.of(Map.of("text", "30 a"), "40 b"));

        Served served = serve(call);

        assertThat(served.known()).isEqualTo(new Known(1, 2));
        assertThat(call.sent.get(0)).containsEntry("documents", List.of("40 b"));
    }

    @Test
    void documents_wantedOrNot_areRepeatedAsTheyCame() {
        Map<String, Object> object = Map.of("text", "30 a");
        for (int time = 0; time < 2; time++) {
            Served with = serve(call("q", List.of(object, "40 b"), Map.of("return_documents", true)));
            assertThat(with.answer().get("results").toString())
                    .contains("document={text=40 b}", "document={text=30 a}");
            Served without = serve(call("q", List.of(object, "40 b"), Map.of("return_documents", false)));
            assertThat(without.answer().get("results").toString()).doesNotContain("document");
        }
        FakeCall asking = call("q", List.of("50 c"), Map.of("return_documents", true));
        serve(asking);
        assertThat(asking.sent.get(0)).containsEntry("return_documents", false);
    }

    @Test
    void documents_ofEqualScore_keepTheirOrder() {
        Served served = serve(call("q", List.of("50 a", "50 b", "50 c", "50 a")));

        assertThat(ranking(served)).containsExactly("0:0.50", "1:0.50", "2:0.50", "3:0.50");
    }

    @Test
    void results_thatAreFewerThanTheDocuments_areCutAndNotKept() {
        FakeCall call = call("q", List.of("30 a", "90 b", "70 c"), Map.of("top_n", 1));
        call.model = asked -> Map.of(
                "results",
                List.of(
                        Map.of("index", 1, "relevance_score", new BigDecimal("0.9")),
                        Map.of("index", 2, "relevance_score", new BigDecimal("0.7"))));

        assertThat(ranking(serve(call))).containsExactly("1:0.9");
        assertThat(store).isEmpty();
    }

    @Test
    void request_ofNoKnownShape_isLeftToTheProvider() {
        assertThat(cache.serve(call("q", List.of()))).isEmpty();
        assertThat(cache.serve(call("q", List.of("a", 7)))).isEmpty();
        FakeCall queryless = new FakeCall(Operation.RERANK, Map.of("documents", List.of("a")), store, it -> it);
        assertThat(cache.serve(queryless)).isEmpty();
    }
}
