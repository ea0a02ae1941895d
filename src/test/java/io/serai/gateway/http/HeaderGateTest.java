package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.processors.identity.Anonymous;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F21, and F18 as far as headers go: what a client says is data. None of it steers Camel, none comes back, none of its secrets go on. */
class HeaderGateTest {

    /** What the engine itself says of a request. */
    private static final Set<String> OURS =
            Set.of("camelhttpmethod", "camelhttppath", "camelhttpuri", "camelhttpquery", "camelhttphost");

    private static final AtomicReference<MultiMap> SENT_UPSTREAM = new AtomicReference<>();

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> {
            SENT_UPSTREAM.set(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
            TestUpstream.json(request, TestUpstream.ANSWER);
        });
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .file(
                        "probe.camel.yaml",
                        """
                        - beans:
                            - name: dump
                              type: io.serai.gateway.http.HeaderDump
                        - route:
                            id: probe
                            from:
                              uri: platform-http:/probe
                              steps:
                                - process: {ref: dump}
                        - route:
                            id: constant
                            from:
                              uri: platform-http:/constant
                              steps:
                                - setBody: {constant: here}
                        - route:
                            id: field
                            from:
                              uri: platform-http:/field
                              steps:
                                - setHeader: {name: x-serai-own, constant: own}
                                - setHeader: {name: x-secret, constant: secret}
                                - setHeader: {name: Set-Cookie, constant: a=b}
                                - setBody: {simple: "${header.SeraiModel}|${header.CamelHttpUri}"}
                        - route:
                            id: broken-header
                            from:
                              uri: platform-http:/broken-header
                              steps:
                                - setHeader: {name: x-serai-own, simple: "${bodyAs(String)}"}
                        """)
                .model(
                        "plain",
                        """
                        - process: {ref: dump}
                        - to: {uri: "ai:upstream/m"}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "cAmElHttpUri",
                "CAMELHTTPURI",
                "CamelHttpPath",
                "CamelHttpQuery",
                "CamelHttpMethod",
                "CamelHttpResponseCode",
                "CamelHttpHost",
                "CamelBeanMethodName",
                "CamelFileName",
                "CamelToEndpoint",
                "CamelExecCommandExecutable",
                "org.apache.camel.component.http.uri",
                "ORG.apache.camel.Anything",
                "SeraiModel",
                "seraistream",
                "SeraiOperation",
                "SeraiAnything"
            })
    void nameThatCamelOrWeActOn_doesNotEnter(String name) throws Exception {
        String evil = "evil-" + name;
        String body = "{\"model\":\"plain\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"" + name + "\":\""
                + evil + "\"}";
        try (RawClient client = RawClient.of(gateway)) {
            String escaped = "%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
            client.post(
                    "/v1/chat/completions?" + name + "=" + evil + "&" + escaped + "=" + evil, body, name + ": " + evil);
            RawClient.Answer answer = client.answer();
            assertThat(answer.body()).contains("Hello").doesNotContain("evil");
            assertThat(answer.headers().toString()).doesNotContain("evil");
            assertNothingEntered(name);

            client.send("POST /probe HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\n"
                    + "content-length: " + (name.length() + 1 + evil.length()) + "\r\n\r\n" + name + "=" + evil);
            client.answer();
            assertNothingEntered(name);
        }
    }

    private static void assertNothingEntered(String name) {
        assertThat(HeaderDump.last()).isNotEmpty().allSatisfy((header, value) -> {
            if (header.startsWith("camel")) {
                assertThat(OURS).contains(header);
            }
            if (!header.equals("camelhttpquery")) {
                assertThat(value).as("header %s after %s", header, name).doesNotContain("evil");
            }
        });
    }

    /** Camel's map of headers folds by upper case as well: both of these mean the same to it as SeraiModel. */
    @ParameterizedTest
    @ValueSource(strings = {"\u017feraiModel", "Sera\u0131Model", " SeraiModel", "SeraiModel ", "\tSeraiModel"})
    void lookAlike_isNotTheHeader(String name) throws Exception {
        try (RawClient client = RawClient.of(gateway)) {
            client.get("/field?" + URLEncoder.encode(name, UTF_8) + "=evil");
            assertThat(client.answer().body()).isEqualTo("|/field");
        }
    }

    @Test
    void queryParameter_isAVariableAndNoHeader() throws Exception {
        try (RawClient client = RawClient.of(gateway).get("/probe?city=Bern&city=Basel&to=a@example.org")) {
            client.answer();
        }
        assertThat(HeaderDump.last())
                .doesNotContainKeys("city", "to")
                .containsEntry("camelhttpquery", "city=Bern&city=Basel&to=a@example.org");
        assertThat(HeaderDump.lastQuery()).isEqualTo("{city=Bern, to=a@example.org}");
    }

    @Test
    void credentials_goNeitherBackNorOn() throws Exception {
        try (RawClient client = RawClient.of(gateway)) {
            client.post(
                    "/v1/chat/completions",
                    TestGateway.chatRequest("plain", "Hi", "false"),
                    "authorization: Bearer sk-secret",
                    "x-api-key: sk-secret",
                    "api-key: sk-secret",
                    "cookie: session=sk-secret",
                    "proxy-authorization: Basic sk-secret",
                    "x-forwarded-for: sk-secret",
                    "x-serai-note: sk-secret");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers() + answer.body()).doesNotContain("sk-secret");
        }
        assertThat(SENT_UPSTREAM.get().toString()).doesNotContain("sk-secret");
        assertThat(SENT_UPSTREAM.get().get("authorization")).isEqualTo("Bearer sk-test");
        assertThat(HeaderDump.last()).doesNotContainKeys("authorization", "x-api-key", "api-key", "cookie");
    }

    @Test
    void clientsHeaders_leftOnTheExchange_areNotEchoed() throws Exception {
        try (RawClient client = RawClient.of(gateway)) {
            client.send(
                    "POST /constant?location=http://elsewhere.test&cache-control=public&x-ratelimit-a=1 HTTP/1.1\r\n"
                            + "host: a\r\ncontent-type: text/html\r\nx-serai-a: b\r\ncontent-length: 0\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.body()).isEqualTo("here");
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.headers()).containsOnlyKeys("content-type", "content-length", "x-request-id");
        }
    }

    @Test
    void routesHeaders_leaveByTheAllowList() throws Exception {
        try (RawClient client = RawClient.of(gateway).get("/field")) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("x-serai-own")).isEqualTo("own");
            assertThat(answer.headers()).doesNotContainKeys("x-secret", "set-cookie", "camelhttpuri");
        }
    }

    @Test
    void headerWithALineBreak_fromARoute_isAFailure() throws Exception {
        try (RawClient client = RawClient.of(gateway).post("/broken-header", "a\r\nset-cookie: evil")) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
            assertThat(client.get("/livez").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void requestId_isTheClientsOwnWhereItIsFit() throws Exception {
        try (RawClient client = RawClient.of(gateway)) {
            assertThat(client.get("/constant", "x-request-id: mine-1").answer().header("x-request-id"))
                    .isEqualTo("mine-1");
            assertThat(client.get("/nowhere", "x-request-id: mine-2").answer().header("x-request-id"))
                    .isEqualTo("mine-2");
            assertThat(client.get("/constant").answer().header("x-request-id")).matches("req_[0-9a-f]{32}");
            for (String unfit : new String[] {"", "a b", "a\tb", "\u00e4", "a".repeat(129)}) {
                assertThat(client.get("/constant", "x-request-id: " + unfit)
                                .answer()
                                .header("x-request-id"))
                        .matches("req_[0-9a-f]{32}");
            }
            assertThat(client.get("/constant?x-request-id=a%0d%0aset-cookie:%20b")
                            .answer()
                            .headers())
                    .doesNotContainKey("set-cookie");
        }
    }

    @Test
    void allowList_withANameThatCamelActsOn_isRefusedAtTheStart() {
        assertThatThrownBy(() -> new HeaderGate(Set.of("camelhttpuri"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeaderGate(Set.of("*"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeaderGate(Set.of("c*"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new HeaderGate(Set.of("x-*"))).isNotNull();
    }

    @Test
    void privilegedHeader_entersByItsOwnNameAlone() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Serai-Fault", "status=503");

        assertThat(entered(Set.of("x-serai-*"), headers)).isNull();
        assertThat(entered(Set.of("x-serai-fault*"), headers)).isNull();
        assertThat(entered(Set.of("x-serai-fault"), headers)).isEqualTo("status=503");
    }

    private static Object entered(Set<String> allowed, MultiMap headers) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        new HeaderGate(allowed).enter(headers, Map.of(), Anonymous.CALLER, message);
        return message.getHeader("x-serai-fault");
    }
}
