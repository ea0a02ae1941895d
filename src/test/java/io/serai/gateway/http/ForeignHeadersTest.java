package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.http.RawClient.Answer;
import io.serai.processors.identity.Anonymous;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.Networks;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F18: who calls is what the door has found out, not what a header says; and the credential stays at the door. */
class ForeignHeadersTest {

    private static final List<String> INTERNAL = List.of(
            "SeraiCaller",
            "SeraiMeter",
            "SeraiDeadline",
            "SeraiCancel",
            "SeraiTrace",
            "SeraiAsked",
            "SeraiLimits",
            "SeraiModel",
            "SeraiOperation",
            "SeraiStream",
            "serai.caller",
            "Serai-Caller",
            "CamelHttpUri",
            "Camel-Http-Uri",
            "org.apache.camel.caller");

    private static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        server = GuardedServer.serving("/x");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    static Stream<String> spellings() {
        return INTERNAL.stream()
                .flatMap(name -> Stream.of(
                        name,
                        name.toLowerCase(Locale.ROOT),
                        name.toUpperCase(Locale.ROOT),
                        name.replace('-', '_'),
                        name.replace('.', '_'),
                        name + "_",
                        name.substring(0, 5) + "_" + name.substring(5)))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void internalName_fromAClient_isStripped(String name) throws Exception {
        String key = server.key(GuardedServer.APP);
        try (RawClient client = server.client()) {
            Answer answer = client.get("/x", "x-api-key: " + key, name + ": evil", name + ": evil2")
                    .answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).startsWith("ten_1 app:app_1 ");
            assertThat(answer.header("x-serai-saw")).doesNotContain("evil");
        }
    }

    static Stream<String> credentials() {
        return CredentialReader.HEADERS.stream()
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT), name.replace('-', '_')))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void credentialsHeader_canNotBeAllowed(String name) {
        assertThatThrownBy(() -> new HeaderGate(Set.of(name.toLowerCase(Locale.ROOT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials");
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void credentialsHeader_isNotLetInByTheBeginningOfItsName(String name) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(name, "secret");
        Set<String> everyBeginning = Set.of("a*", "x-*", "x_*", "p*", "x-api-*", "au*", "api*");

        assertThat(new HeaderGate(everyBeginning).enter(headers, Map.of(), Anonymous.CALLER, message))
                .isEmpty();
        assertThat(message.getHeaders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-forwarded-for: 10.1.2.3",
                "x-real-ip: 10.1.2.3",
                "forwarded: for=10.1.2.3",
                "true-client-ip: 10.1.2.3",
                "cf-connecting-ip: 10.1.2.3",
                "x-client-ip: 10.1.2.3",
                "x-9r-real-ip: 10.1.2.3"
            })
    void address_ofTheClient_isThatOfItsConnection(String header) throws Exception {
        String key = server.key(new KeyFacts(
                GuardedServer.APP, KeyFacts.Status.ACTIVE, KeyFacts.NEVER, Networks.of(List.of("10.0.0.0/8"))));
        String local = server.key(new KeyFacts(
                GuardedServer.APP, KeyFacts.Status.ACTIVE, KeyFacts.NEVER, Networks.of(List.of("127.0.0.0/8"))));
        try (RawClient client = server.client()) {
            assertThat(client.get("/x", "x-api-key: " + key, header).answer().status())
                    .isEqualTo(401);
            assertThat(client.get("/x", "x-api-key: " + local, header).answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherHeaders_enterAsBefore() throws Exception {
        String key = server.key(GuardedServer.APP);
        try (RawClient client = server.client()) {
            assertThat(client.get("/x", "x-api-key: " + key, "x-colour: green")
                            .answer()
                            .header("x-serai-saw"))
                    .contains("x-colour=green")
                    .doesNotContain(key);
        }
    }
}
