package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.http.RawClient.Answer;
import io.serai.processors.identity.CredentialReader.QueryKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F1, F25: whatever stands in the place of a credential is compared, or not even that; the answer is always the same bytes. */
class InjectionTest {

    private static GuardedServer server;
    private static String refusal;

    @BeforeAll
    static void start() throws Exception {
        server = new GuardedServer(
                List.of(new GuardedServer.Served("/v1/chat/completions", "GET,POST", false)), QueryKey.ON);
        refusal = shape(ask("/v1/chat/completions"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Answer ask(String path, String... headers) throws Exception {
        try (RawClient client = server.client()) {
            return client.get(path, headers).answer();
        }
    }

    /** Everything of an answer but what numbers it. */
    private static String shape(Answer answer) {
        return answer.status() + " " + answer.body() + " "
                + answer.headers().entrySet().stream()
                        .filter(header -> !header.getKey().equals("x-request-id"))
                        .toList();
    }

    @Test
    void payloads_areManyAndDifferent() {
        assertThat(HostilePayloads.all()).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization: Bearer ",
                "authorization: ",
                "x-api-key: ",
                "x-goog-api-key: ",
                "api-key: ",
                "x-api-key: serai_"
            })
    void header_withSql_isRefusedInTheSameBytesWithoutALookUp(String place) throws Exception {
        for (String payload : HostilePayloads.all()) {
            for (String path : List.of("/v1/chat/completions", "/v1/nowhere")) {
                assertThat(shape(ask(path, place + payload)))
                        .as(place + payload)
                        .isEqualTo(refusal);
            }
        }
        assertThat(server.lookUps).hasValue(0);
        assertThat(server.reached).hasValue(0);
    }

    @Test
    void query_withSql_isRefusedInTheSameBytesWithoutALookUp() throws Exception {
        for (String payload : HostilePayloads.all()) {
            String escaped = URLEncoder.encode(payload, StandardCharsets.UTF_8);
            assertThat(shape(ask("/v1/chat/completions?key=" + escaped)))
                    .as(payload)
                    .isEqualTo(refusal);
        }
        assertThat(server.lookUps).hasValue(0);
    }

    static Stream<List<String>> unfit() {
        return Stream.of(
                List.of("authorization:"),
                List.of("authorization: Bearer"),
                List.of("authorization: Bearer "),
                List.of("authorization: Basic dTpw"),
                List.of("authorization: Bearer @"),
                List.of("authorization: Bearer @, Bearer @"),
                List.of("authorization: Bearer @,@"),
                List.of("authorization: Bearer @", "authorization: Bearer @"),
                List.of("authorization: Bearer @", "x-api-key: @"),
                List.of("x-api-key: @", "x-goog-api-key: @"),
                List.of("x-api-key:"),
                List.of("x-api-key: @ @"),
                List.of("x-api-key: @", "X-API-KEY: @"),
                List.of("x-api-key: @\u00e9"),
                List.of("x_api_key: @"),
                List.of("api-key: @"),
                List.of("cookie: key=@"),
                List.of("x-serai-key: @"),
                List.of("x-forwarded-user: admin"),
                List.of("x-api-key: " + "a".repeat(20_000)));
    }

    /** Where a good key stands for the sign, what is wrong is how it is shown. */
    @ParameterizedTest
    @MethodSource("unfit")
    void credential_unfitOrDoubled_isRefusedInTheSameBytes(List<String> headers) throws Exception {
        String key = server.key(GuardedServer.APP);
        boolean single = headers.equals(List.of("authorization: Bearer @"));
        String[] sent = headers.stream()
                .map(header -> header.replace("@", single ? key.toLowerCase(Locale.ROOT) : key))
                .toArray(String[]::new);

        assertThat(shape(ask("/v1/chat/completions", sent))).isEqualTo(refusal);
    }
}
