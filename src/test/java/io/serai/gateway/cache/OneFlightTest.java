package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.cache.FrontEnd.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal calls in the air are one call to the provider, each of them known to the ledger. */
class OneFlightTest {

    private static final int CALLERS = 200;

    /** Is done once the upstream may answer. */
    private static final CompletableFuture<Boolean> GATE = new CompletableFuture<>();

    @TempDir
    private static Path data;

    private static void answerLater(HttpServerRequest request, Buffer body) {
        var loop = io.vertx.core.Vertx.currentContext();
        GATE.thenRun(() -> loop.runOnContext(now -> CachedGateway.answer(request, body)));
    }

    @Test
    void twoHundredEqualCalls_areOneUpstreamCall_halfOfThemStreamed() throws Exception {
        try (CachedGateway lab = CachedGateway.start(data, OneFlightTest::answerLater, "");
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            App app = lab.accounts().application("crowd");
            Key key = lab.accounts().key(app, Map.of());
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Form form = i % 2 == 0 ? Form.WHOLE : Form.STREAMED;
                replies.add(CompletableFuture.supplyAsync(
                        () -> lab.ask(FrontEnd.OPENAI, "kept", "All at once", form, key), callers));
            }
            await().until(() -> lab.accounts()
                            .gateway()
                            .gateway()
                            .camel()
                            .getInflightRepository()
                            .size()
                    >= CALLERS);

            GATE.complete(true);

            int misses = 0;
            for (CompletableFuture<Reply> each : replies) {
                Reply reply = each.get(20, TimeUnit.SECONDS);
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                assertThat(reply.text()).contains("Hel");
                misses += reply.header(CachedGateway.VERDICT).equals("miss") ? 1 : 0;
            }
            assertThat(misses).isEqualTo(1);
            assertThat(lab.upstream().calls()).isEqualTo(1);
            await().untilAsserted(() -> {
                List<Map<String, Object>> settled = settled(lab, app);
                assertThat(settled).hasSize(CALLERS);
                assertThat(settled)
                        .filteredOn(row -> row.get("cause").equals("cached"))
                        .hasSize(CALLERS - 1);
            });
        }
    }

    private static List<Map<String, Object>> settled(CachedGateway lab, App app) {
        List<Map<String, Object>> rows = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = lab.accounts().ask("/ledger?limit=200&tenant=" + app.tenant() + cursor);
            page.list("items").stream()
                    .filter(row -> row.get("kind").equals("settle"))
                    .forEach(rows::add);
            cursor = page.json().containsKey("next") ? "&cursor=" + page.json().get("next") : "";
        } while (!cursor.isEmpty());
        return rows;
    }
}
