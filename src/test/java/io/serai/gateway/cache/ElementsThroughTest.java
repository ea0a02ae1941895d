package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.json.Json;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings are kept input by input, from the front end's request to the upstream's. */
class ElementsThroughTest {

    @TempDir
    private static Path data;

    private static CachedGateway lab;
    private static App app;
    private static Key key;

    @BeforeAll
    static void start() throws Exception {
        lab = CachedGateway.start(data, ElementsThroughTest::answer, "");
        app = lab.accounts().application("indexer");
        key = lab.accounts().key(app, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    /** As many vectors as there are inputs, each with its input's number in it. */
    private static void answer(HttpServerRequest request, Buffer body) {
        List<Object> vectors = new ArrayList<>();
        for (Object input : inputs(body.toString())) {
            int number = Integer.parseInt(input.toString().replaceAll("\\D", ""));
            vectors.add(Map.of("object", "embedding", "index", vectors.size(), "embedding", List.of(number, 0.5)));
        }
        int tokens = 10 * vectors.size();
        TestUpstream.json(
                request,
                new String(Json.write(Map.of(
                        "object",
                        "list",
                        "model",
                        "m",
                        "data",
                        vectors,
                        "usage",
                        Map.of("prompt_tokens", tokens, "total_tokens", tokens)))));
    }

    private static List<?> inputs(String body) {
        return AccountedGateway.json(body).get("input") instanceof List<?> inputs ? inputs : List.of();
    }

    private static Reply embed(int from, int to) {
        List<String> inputs =
                IntStream.range(from, to).mapToObj("text %03d"::formatted).toList();
        String body = new String(Json.write(Map.of("model", "kept", "input", inputs)));
        Reply reply = lab.accounts()
                .send(lab.accounts()
                        .gateway()
                        .post("/v1/embeddings", body)
                        .header("authorization", "Bearer " + key.secret()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    @Test
    void batchOf100_ofWhich60AreKnown_asksFor40_andIsBookedForThose() {
        embed(0, 60);
        Reply partial = embed(0, 100);
        Reply all = embed(40, 100);

        assertThat(lab.upstream().bodies())
                .extracting(body -> inputs(body).size())
                .containsExactly(60, 40);
        assertThat(partial.header(CachedGateway.VERDICT)).isEqualTo("partial");
        assertThat(partial.list("data")).hasSize(100).allSatisfy(vector -> assertThat(vector.get("embedding"))
                .asString()
                .isEqualTo("[" + vector.get("index") + ", 0.5]"));
        assertThat(all.header(CachedGateway.VERDICT)).isEqualTo("hit");
        assertThat(all.header("x-serai-attempts")).isEqualTo("0");
        // A token in is a millionth of a dollar.
        await().untilAsserted(() -> assertThat(lab.accounts().ledger(app.tenant()))
                .filteredOn(row -> "settle".equals(row.get("kind")))
                .extracting(row -> row.get("cost") + " " + row.getOrDefault("saved", "0"))
                .containsExactlyInAnyOrder("0.0006 0", "0.0004 0", "0 0.0006", "0 0.0006"));
    }
}
