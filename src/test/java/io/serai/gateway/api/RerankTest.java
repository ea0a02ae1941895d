package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rankings over HTTP, by the simulation and through an upstream that speaks Jina's API. */
class RerankTest {

    private static final String REQUEST =
            """
            {"model":"MODEL","query":"capital of France","top_n":2,
             "documents":["Reranking is fun","Paris is the capital of France",{"text":"Water boils"}]}""";

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(
                (request, body) -> TestUpstream.json(
                        request,
                        """
                {"model":"m","usage":{"total_tokens":15},"results":[{"index":0,"relevance_score":0.25},\
                {"index":2,"relevance_score":0.125},{"index":1,"relevance_score":0.5}]}"""));
        gateway = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void simulated_ranksBySharedWords_inBothShapes() throws Exception {
        Map<String, Object> cohere = rank("/v2/rerank", "simulated/any", "");
        assertThat(cohere).containsOnlyKeys("id", "results", "meta");
        assertThat(result(cohere, 0))
                .containsOnlyKeys("index", "relevance_score")
                .containsEntry("index", 1);

        Map<String, Object> jina = rank("/v1/rerank", "simulated/any", "");
        assertThat(jina).containsKeys("object", "model", "usage", "results", "id", "meta");
        assertThat(result(jina, 0)).containsEntry("document", Map.of("text", "Paris is the capital of France"));
        assertThat((List<?>) jina.get("results")).hasSize(2);
    }

    @Test
    void upstream_answersOutOfOrderAndWithMore_isPutRight() throws Exception {
        Map<String, Object> cohere = rank("/v2/rerank", "upstream/m", "");

        assertThat((List<?>) cohere.get("results")).hasSize(2);
        assertThat(result(cohere, 0)).containsEntry("index", 1);
        assertThat(result(cohere, 1)).containsEntry("index", 0);
        assertThat(cohere.get("meta"))
                .isEqualTo(Map.of("api_version", Map.of("version", "2"), "tokens", Map.of("input_tokens", 15)));
        Map<String, Object> sent = json(upstream.bodies().get(upstream.bodies().size() - 1));
        assertThat(sent).containsEntry("model", "m").containsEntry("top_n", 2);
    }

    @Test
    void upstream_asJina_repeatsTheDocumentsOfTheRequest() throws Exception {
        Map<String, Object> jina = rank("/v1/rerank", "upstream/m", "");
        assertThat(result(jina, 0)).containsEntry("document", Map.of("text", "Paris is the capital of France"));
        Map<String, Object> without = rank("/v1/rerank", "upstream/m", ",\"return_documents\":false");
        assertThat(result(without, 0)).containsOnlyKeys("index", "relevance_score");
    }

    private static Map<String, Object> rank(String path, String model, String members) throws Exception {
        String request = REQUEST.replace("MODEL", model);
        HttpResponse<String> answer =
                gateway.send(gateway.post(path, request.substring(0, request.length() - 1) + members + "}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-model")).hasValue(model);
        return json(answer.body());
    }

    private static Map<String, Object> result(Map<String, Object> answer, int index) {
        return (Map<String, Object>) ((List<?>) answer.get("results")).get(index);
    }

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
