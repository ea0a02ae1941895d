package io.serai.gateway.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F39: a model that is in no price list, through a whole gateway: charged by the ceiling, or not called; never free. */
class UnknownPriceTest {

    @TempDir
    private static Path data;

    private static TestUpstream upstream;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
    }

    @AfterAll
    static void stop() throws Exception {
        upstream.close();
    }

    private static AccountedGateway gateway(String policy) throws Exception {
        return AccountedGateway.first(TestGateway.setup()
                .provider("unheard-of", upstream.baseUrl())
                .model("novel", "- to: {uri: \"ai:unheard-of/m\"}\n")
                .file("prices.yaml", "unknown: {policy: " + policy + ", input: 10, output: 20}\n")
                .accounts(data.resolve(policy)));
    }

    /** 3 tokens in and 1 out. */
    @Test
    void ceiling_isWhatTheCallIsCharged_andCounted() throws Exception {
        try (AccountedGateway gateway = gateway("ceiling")) {
            App app = gateway.application("curious");
            Key key = gateway.key(app, Map.of());

            Reply answer = gateway.chat("novel", key.secret());

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("x-serai-cost")).isEmpty();
            await().untilAsserted(() -> assertThat(rows(gateway, app, "settle"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("price", "ceiling").containsEntry("cost", "0.00005")));
            assertThat(gateway.send(HttpRequest.newBuilder(gateway.management("/metrics"))
                                    .header("authorization", "Bearer " + gateway.root()))
                            .text())
                    .containsPattern("serai_unpriced_calls_total(\\{[^}]*})? [1-9]");
        }
    }

    @Test
    void refuse_theModelIsNotCalled_andNothingIsBooked() throws Exception {
        try (AccountedGateway gateway = gateway("refuse")) {
            App app = gateway.application("careful");
            Key key = gateway.key(app, Map.of());
            int before = upstream.calls();

            Reply refused = gateway.chat("novel", key.secret());

            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
            assertThat(refused.object("error")).containsEntry("code", "insufficient_quota");
            assertThat(refused.header("retry-after")).isEmpty();
            assertThat(upstream.calls()).isEqualTo(before);
            assertThat(gateway.ledger(app.tenant())).isEmpty();
        }
    }

    private static List<Map<String, Object>> rows(AccountedGateway gateway, App app, String kind) {
        return gateway.ledger(app.tenant()).stream()
                .filter(row -> kind.equals(row.get("kind")))
                .toList();
    }
}
