package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models callers see and call, and where limits send them. */
class ModelsForCallersTest {

    private static final String VECTOR =
            """
            {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5]}],\
            "usage":{"prompt_tokens":3,"total_tokens":3}}""";

    private static final String MESSAGE =
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":\
            [{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}""";

    private static final String MODELS =
            """
            - route:
                from:
                  uri: model:talker
                  parameters: {capabilities: chat}
                  steps:
                    - to: {uri: "ai:upstream/talker"}
            - route:
                from:
                  uri: model:versatile
                  parameters: {capabilities: "chat, embed"}
                  steps:
                    - to: {uri: "ai:upstream/versatile"}
            - route:
                from:
                  uri: model:secluded
                  parameters: {visibility: private, aliases: secret}
                  steps:
                    - to: {uri: "ai:upstream/secluded"}
            """;

    @TempDir
    private static Path data;

    private static TestUpstream upstream;
    private static AccountedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> TestUpstream.json(request, answer(request.path())));
        gateway = AccountedGateway.first(AccountsTest.setup(upstream)
                .file(
                        "claude.camel.yaml",
                        """
                        - beans:
                            - name: claude
                              type: io.serai.providers.Provider
                              properties: {dialect: anthropic, baseUrl: "http://127.0.0.1:%d", apiKey: "sk-test"}
                        """
                                .formatted(upstream.port()))
                .model("down", "- to: {uri: \"ai:upstream/down\", parameters: {fault: status=503}}\n")
                .model("barred", "- to: {uri: \"ai:upstream/barred\"}\n")
                .file("models.camel.yaml", MODELS)
                .file(
                        "access.yaml",
                        """
                        rules:
                          - {name: barred, when: "${variable.model} == 'barred'", effect: deny}
                        """)
                .file(
                        "prices.yaml",
                        """
                        prices:
                          upstream:
                            also: [claude]
                            source: this test
                            date: 2026-11-21
                            models:
                              "*": {input: 1, output: 2}
                        """)
                .set("serai.faults.allowed", "true")
                .accounts(data));
    }

    private static String answer(String path) {
        return path.endsWith("/embeddings") ? VECTOR : path.endsWith("/messages") ? MESSAGE : TestUpstream.ANSWER;
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    /** Anthropic is told a ceiling where the request has none: that is what the call may come to. */
    @Test
    void call_withoutAWordOnItsLength_isReservedForAsMuchAsIsAskedOfTheProvider() {
        App app = gateway.application("wordy");
        Key key = gateway.key(app, Map.of());

        assertThat(gateway.chat("claude/claude-sonnet-4-5", key.secret()).status())
                .isEqualTo(200);

        assertThat(lastBody().get("max_tokens")).isEqualTo(64_000);
        await().untilAsserted(() -> assertThat(gateway.ledger(app.tenant()))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("kind", "reserve").containsEntry("output_tokens", 64_000)));
    }

    @Test
    void model_onRequest_isCalledOnceSomebodyElseHasAgreed() {
        App app = gateway.application("curious");
        Key key = gateway.key(app, Map.of());
        Reply refused = gateway.chat("asked", key.secret());
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.object("error")).containsEntry("code", "subscription_required");

        // Who made a key may know its secret, so what it decides he has decided.
        Key first = gateway.person(app.tenant(), "tenant_admin", gateway.root());
        Key second = gateway.person(app.tenant(), "tenant_admin", first.secret());
        String wish = String.valueOf(gateway.made("/subscriptions", Map.of("application", app.id(), "name", "asked"))
                .get("id"));
        String decision = "/subscriptions/" + wish + "/decision";
        Map<String, String> approval = Map.of("decision", "approve");
        for (String same : List.of(gateway.root(), first.secret())) {
            Reply own = gateway.admin("POST", decision, approval, same);
            assertThat(own.status()).as(own.text()).isEqualTo(409);
        }
        assertThat(gateway.chat("asked", key.secret()).status()).isEqualTo(403);

        Reply agreed = gateway.admin("POST", decision, approval, second.secret());

        assertThat(agreed.status()).as(agreed.text()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> gateway.chat("asked", key.secret()).status() == 200);
    }

    @Test
    void model_thatIsPrivate_isAsUnknownAsOneThatIsNot() {
        Key key = gateway.key(gateway.application("shut out"), Map.of());

        assertUnknown("hidden", key);
        assertThat(gateway.get("/v1/models", key.secret()).text())
                .contains("\"plain\"")
                .doesNotContain("\"hidden\"");
    }

    @Test
    void model_thatIsPrivate_isThereForWhomThoseWhoRunTheGatewayGiveItTo() {
        App app = gateway.application("trusted");
        Key key = gateway.key(app, Map.of());
        Key admin = gateway.person(app.tenant(), "tenant_admin", gateway.root());
        for (String name : List.of("secluded", "secret", "sec*")) {
            Map<String, String> gift = Map.of("application", app.id(), "name", name);
            Reply refused = gateway.admin("POST", "/grants", gift, admin.secret());
            assertThat(refused.status()).as(refused.text()).isEqualTo(404);
        }
        assertUnknown("secluded", key);

        gateway.made("/grants", Map.of("application", app.id(), "name", "secluded"));

        await().until(() -> gateway.chat("secluded", key.secret()).status() == 200);
        assertThat(gateway.chat("secret", key.secret()).status()).isEqualTo(200);
        assertThat(gateway.get("/v1/models", key.secret()).text()).contains("\"secluded\"");
    }

    /** Whose administrator may not say who sees what, nor what the files and the key say. */
    @ParameterizedTest
    @CsvSource({"asked", "hidden", "barred", "other", "no-such"})
    void limit_thatNamesAnotherModel_leadsNobodyWhereHeMayNotGo(String other) {
        App app = gateway.application("from plain to " + other);
        Key key = gateway.key(app, Map.of("models", List.of("plain", "asked", "hidden", "barred", "no-such")));
        sendElsewhere(app, key, "plain", other);

        assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
        assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);

        assertThat(lastCalled()).isEqualTo("m");
    }

    @Test
    void limit_thatNamesAnotherModel_leadsThereWhatThatCanDo() {
        App app = gateway.application("thrifty");
        Key key = gateway.key(app, Map.of());
        sendElsewhere(app, key, "versatile", "talker");
        assertThat(gateway.chat("versatile", key.secret()).status()).isEqualTo(200);

        assertThat(gateway.chat("versatile", key.secret()).status()).isEqualTo(200);
        assertThat(lastCalled()).isEqualTo("talker");
        Reply vector = gateway.send(gateway.gateway()
                .post("/v1/embeddings", "{\"model\":\"versatile\",\"input\":\"Hi\"}")
                .header("authorization", "Bearer " + key.secret()));
        assertThat(vector.status()).as(vector.text()).isEqualTo(200);
        assertThat(lastCalled()).isEqualTo("versatile");
        assertThat(gateway.ask("/effective?caller=" + key.id() + "&model=versatile")
                        .list("why"))
                .contains(Map.of("check", "instead", "passed", true, "detail", "talker"));
    }

    /** As soon as the application has made one call. */
    private static void sendElsewhere(App app, Key key, String model, String other) {
        gateway.limit(
                app.tenant(),
                Map.of("application", app.id()),
                Map.of(
                        "metric",
                        "requests",
                        "amount",
                        100,
                        "window",
                        Map.of("unit", "day"),
                        "thresholds",
                        List.of(Map.of("percent", 1, "instead", other))),
                key,
                model);
    }

    /** The model that the upstream was asked for last. */
    private static String lastCalled() {
        return String.valueOf(lastBody().get("model"));
    }

    private static Map<String, Object> lastBody() {
        return AccountedGateway.json(upstream.bodies().get(upstream.bodies().size() - 1));
    }

    @Test
    void effective_isByAllThatACallWouldMeet() {
        Key key = gateway.key(gateway.application("curbed"), Map.of());

        for (String model : List.of("barred", "asked", "hidden")) {
            assertThat(gateway.chat(model, key.secret()).status()).isBetween(403, 404);
            assertThat(gateway.ask("/effective?caller=" + key.id() + "&model=" + model)
                            .json())
                    .as(model)
                    .containsEntry("allowed", false);
        }
        assertThat(gateway.ask("/effective?caller=" + key.id() + "&model=plain").json())
                .containsEntry("allowed", true);
    }

    @Test
    void key_ofSomeModels_seesAndCallsTheseAlone() {
        Key key = gateway.key(gateway.application("narrow"), Map.of("models", List.of("plain")));

        assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
        assertThat(gateway.get("/v1/models", key.secret()).list("data"))
                .extracting(model -> model.get("id"))
                .containsExactly("plain");
        assertUnknown("other", key);
        assertUnknown("upstream/m", key);
    }

    /** Who names further models in the request comes no further by them than by asking for them. */
    @ParameterizedTest
    @CsvSource({"narrow, other", "free, asked", "free, hidden", "free, barred"})
    void models_ofTheBody_areThoseTheCallerMayUse(String who, String other) {
        Map<String, ?> narrowed = who.equals("narrow") ? Map.of("models", List.of("down")) : Map.of();
        Key key = gateway.key(gateway.application(who + " wishing for " + other), narrowed);
        int before = upstream.bodies().size();

        Reply refused = chatWith("down", other, key);

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(upstream.bodies()).hasSize(before);
    }

    @Test
    void models_ofTheBody_thatTheCallerMayUse_answer() {
        Key key = gateway.key(gateway.application("wishing"), Map.of("models", List.of("down", "other")));

        assertThat(chatWith("down", "other", key).status()).isEqualTo(200);
        assertThat(lastCalled()).isEqualTo("other");
    }

    private static Reply chatWith(String model, String other, Key key) {
        String body = TestGateway.chatRequest(model, "Hi", "false");
        return gateway.send(gateway.gateway()
                .post("/v1/chat/completions", body.replaceFirst("\\{", "{\"models\":[\"" + other + "\"],"))
                .header("authorization", "Bearer " + key.secret()));
    }

    @Test
    void fault_onPurpose_isForThoseWhoMayMakeThem() {
        App app = gateway.application("rehearsing");
        Key admin = gateway.person(app.tenant(), "tenant_admin", gateway.root());
        Key developer = gateway.person(app.tenant(), "developer", gateway.root());

        assertThat(statusWithFault(admin)).isEqualTo(503);
        assertThat(statusWithFault(developer)).isEqualTo(200);
        assertThat(statusWithFault(gateway.key(app, Map.of()))).isEqualTo(200);
    }

    private static int statusWithFault(Key key) {
        return gateway.send(gateway.gateway()
                        .post("/v1/chat/completions", TestGateway.chatRequest("plain", "Hi", "false"))
                        .header("authorization", "Bearer " + key.secret())
                        .header("x-serai-fault", "status=503"))
                .status();
    }

    private static void assertUnknown(String model, Key key) {
        Reply refused = gateway.chat(model, key.secret());
        Reply unknown = gateway.chat("no-such", key.secret());

        assertThat(refused.status()).as(refused.text()).isEqualTo(404);
        assertThat(refused.text()).isEqualTo(unknown.text().replace("no-such", model));
        assertThat(gateway.get("/v1/models/" + model, key.secret()).status()).isEqualTo(404);
    }
}
