package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.accounts.FrontEnds.Sample;
import io.serai.gateway.accounts.FrontEnds.Spends;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F33: no route lets a caller spend without being asked, counted and taken down; a route that is not in the table fails this test. */
class MeteredFrontEndsTest {

    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @TempDir
    private static Path data;

    private static AccountedGateway gateway;
    private static App open;
    private static Key unlimited;
    private static Key withoutRequests;
    private static Key withoutTokens;
    private static Key withoutMoney;
    private static Key generous;

    @BeforeAll
    static void start() throws Exception {
        gateway = AccountedGateway.first(TestGateway.setup()
                .file(
                        "counted.camel.yaml",
                        """
                        - beans:
                            - name: counted
                              type: io.serai.providers.Provider
                              properties: {dialect: counted}
                        - route:
                            id: plain
                            from:
                              uri: model:plain
                              parameters: {capabilities: "chat,embed,image,transcribe,speech,rerank,moderate,predict"}
                              steps:
                                - to: {uri: "ai:counted/any"}
                        - route:
                            id: mine
                            from:
                              uri: model:tunedModels/mine
                              steps:
                                - to: {uri: "ai:counted/any"}
                        """)
                .accounts(data));
        open = gateway.application("open");
        unlimited = gateway.key(open, Map.of());
        withoutRequests =
                limited("requests", Map.of("metric", "requests", "amount", 0, "window", Map.of("unit", "day")));
        withoutTokens =
                limited("tokens", Map.of("metric", "tokens_total", "amount", 0, "window", Map.of("unit", "total")));
        withoutMoney = limited("money", Map.of("metric", "cost", "dollars", "0", "window", Map.of("unit", "month")));
        generous = limited(
                "generous",
                Map.of("metric", "requests", "amount", 9_999, "window", Map.of("unit", "day")),
                Map.of("metric", "tokens_total", "amount", 9_999_999, "window", Map.of("unit", "day")));
    }

    @SafeVarargs
    private static Key limited(String name, Map<String, ?>... limits) {
        App app = gateway.application(name);
        Key key = gateway.key(app, Map.of());
        for (Map<String, ?> limit : limits) {
            gateway.limit(app.tenant(), Map.of(), limit, key, FrontEnds.MODEL);
        }
        return key;
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    static List<Sample> all() {
        return FrontEnds.SAMPLES;
    }

    static Stream<Sample> spending() {
        return all().stream().filter(sample -> sample.spends() == Spends.ONE_CALL);
    }

    static Stream<Sample> free() {
        return all().stream().filter(sample -> sample.spends() == Spends.NOTHING);
    }

    private static Reply send(Sample sample, Key key, String request) {
        HttpRequest.Builder builder = sample.on(gateway.gateway()).header("x-request-id", request);
        return gateway.send(builder.header("authorization", "Bearer " + key.secret()));
    }

    private static Reply send(Sample sample, Key key) {
        return send(sample, key, "r" + REQUESTS.incrementAndGet());
    }

    @Test
    void table_hasEveryRouteThatClientsReach_andNoOther() {
        Set<String> served = gateway.gateway().gateway().camel().getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(PlatformHttpEndpoint.class::isInstance)
                .map(PlatformHttpEndpoint.class::cast)
                .flatMap(MeteredFrontEndsTest::names)
                .collect(Collectors.toSet());
        Set<String> known = all().stream().map(Sample::route).collect(Collectors.toSet());

        assertThat(known).containsExactlyInAnyOrderElementsOf(served).hasSizeGreaterThan(35);
    }

    private static Stream<String> names(PlatformHttpEndpoint endpoint) {
        return Arrays.stream(endpoint.getHttpMethodRestrict().split(","))
                .map(method -> method.strip() + " " + endpoint.getPath());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spending")
    void route_thatSpends_isRefusedWhereNothingIsLeft(Sample sample) {
        int before = CountedDialect.calls();

        for (Key key : List.of(withoutRequests, withoutTokens, withoutMoney)) {
            Reply refused = send(sample, key);

            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
            assertThat(sample.words().tell(refused.json())).as(refused.text()).isTrue();
        }
        assertThat(CountedDialect.calls()).isEqualTo(before);
    }

    static Stream<Sample> asking() {
        return all().stream().filter(sample -> sample.spends() == Spends.ONE_CALL || sample.isCount());
    }

    /** But for completions, each prompt of which is a call of its own in a split, where what is known of its limits stays. */
    static Stream<Sample> askingOnce() {
        return asking().filter(sample -> !sample.path().equals("/v1/completions"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asking")
    void answer_tellsOfLimitsAsItsApiDoes(Sample sample) {
        Reply answer = send(sample, generous);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(toldLimits(answer))
                .containsExactlyInAnyOrderElementsOf(sample.words().limits("requests", "tokens"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("askingOnce")
    void refusal_tellsOfLimitsAsItsApiDoes(Sample sample) {
        Reply refused = send(sample, withoutRequests);

        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(toldLimits(refused))
                .containsExactlyInAnyOrderElementsOf(sample.words().limits("requests"));
    }

    private static List<String> toldLimits(Reply reply) {
        return reply.response().headers().map().keySet().stream()
                .filter(name -> name.contains("ratelimit"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spending")
    void route_thatSpends_isTakenDownOnce(Sample sample) {
        int before = CountedDialect.calls();
        String request = "r" + REQUESTS.incrementAndGet();

        Reply answer = send(sample, unlimited, request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(CountedDialect.calls()).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(kinds(request)).containsExactly("reserve", "settle"));
    }

    private static List<Object> kinds(String request) {
        return gateway.ledger(open.tenant()).stream()
                .filter(row -> request.equals(row.get("request")))
                .map(row -> row.get("kind"))
                .sorted()
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("free")
    void route_thatSpendsNothing_callsNobody(Sample sample) {
        int before = CountedDialect.calls();

        for (Key key : List.of(unlimited, withoutRequests, withoutTokens, withoutMoney)) {
            assertThat(send(sample, key).status()).isNotEqualTo(401).isLessThan(500);
        }
        assertThat(CountedDialect.calls()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void route_withoutCredential_isNotReached(Sample sample) {
        int before = CountedDialect.calls();

        Reply refused = gateway.send(sample.on(gateway.gateway()));

        assertThat(refused.status()).as(refused.text()).isEqualTo(401);
        assertThat(sample.words().tell(refused.json())).as(refused.text()).isTrue();
        assertThat(CountedDialect.calls()).isEqualTo(before);
    }
}
