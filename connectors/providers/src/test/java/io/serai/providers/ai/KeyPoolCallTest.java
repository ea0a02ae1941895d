package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.KeyListener;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.standing.Standings;
import io.serai.providers.Provider;
import io.serai.providers.http.FaultServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by several keys, of a server that treats each key as a test says. */
class KeyPoolCallTest extends CamelTestSupport {

    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    private static final String CHUNK =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                    + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";

    /** The answer of a key that does not answer well. */
    private record Bad(int status, String headers, String body) {}

    private final Map<String, Bad> bad = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final Meter meter = new Meter(MeterListener.NONE);
    private final Standings standings = Standings.ofThisNode();
    private FaultServer server;

    @BeforeEach
    void allKeysGood() {
        bad.clear();
        asked.clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        server = new FaultServer(connection -> {
            while (true) {
                FaultServer.Request request = connection.read();
                String key = request.headers().get("authorization").substring("Bearer sk-".length());
                asked.add(key);
                Bad answer = bad.get(key);
                if (answer != null && answer.status() == 200) {
                    connection.streamHead();
                    connection.chunk(answer.body());
                    connection.lastChunk();
                } else if (answer != null) {
                    connection.answer(answer.status(), answer.headers(), answer.body());
                } else if (request.text().contains("\"stream\":true")) {
                    connection.streamHead();
                    connection.chunk("data: " + CHUNK + "\n\ndata: [DONE]\n\n");
                    connection.lastChunk();
                } else {
                    connection.answer(200, "content-type: application/json\r\n", ANSWER);
                }
            }
        });
        registry.bind("standings", standings);
        registry.bind("listener", (KeyListener) (provider, key, reason) -> lost.add(key + " " + reason.label()));
        Provider three = provider();
        three.setApiKeys("sk-1, sk-2, sk-3");
        registry.bind("three", three);
        Provider one = provider();
        one.setApiKeys(", sk-1,");
        registry.bind("one", one);
        Provider single = provider();
        single.setApiKey("sk-1");
        registry.bind("single", single);
        Provider none = new Provider();
        none.setPreset("openai");
        none.setApiKeys(" , ");
        registry.bind("none", none);
        Provider faulty = provider();
        faulty.setApiKeys("sk-1, sk-2, sk-3");
        faulty.setFault("key=1;status=401, key=3;status=429;retry-after=9");
        registry.bind("faulty", faulty);
    }

    private Provider provider() {
        Provider provider = new Provider();
        provider.setBaseUrl(server.url() + "/v1");
        return provider;
    }

    private Exchange call(String target, boolean stream) {
        return call(target, stream, Deadline.NEVER);
    }

    private Exchange call(String target, boolean stream, Deadline deadline) {
        return template.request("ai:" + target + "?stream=" + stream, exchange -> {
            exchange.getMessage().setBody("Hello");
            exchange.setProperty(CallNames.METER, meter);
            exchange.setProperty(CallNames.DEADLINE, deadline);
        });
    }

    private static void read(Exchange answer) {
        assertThat(answer.getException()).isNull();
        if (answer.getMessage().getBody() instanceof ChatStream stream) {
            assertThat(stream.collect()).isNotEmpty();
        }
    }

    /** Makes calls, which all succeed, until each key has been asked. */
    private void callUntilAllAsked(boolean stream) {
        for (int i = 0; i < 200 && asked.stream().distinct().count() < 3; i++) {
            read(call("three/m", stream));
        }
        assertThat(asked).contains("1", "2", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "401, false, PROVIDER_AUTH, 1 refused",
        "401, true,  PROVIDER_AUTH, 1 refused",
        "402, false, PROVIDER_RATE_LIMITED, 1 used_up",
        "402, true,  PROVIDER_RATE_LIMITED, 1 used_up",
        "403, false, PROVIDER_AUTH,",
        "403, true,  PROVIDER_AUTH,",
        "429, false, PROVIDER_RATE_LIMITED,",
        "429, true,  PROVIDER_RATE_LIMITED,"
    })
    void badKey_ofThree_isLeftForAnother_eachCallAnAttempt(int status, boolean stream, ErrorKind kind, String alert) {
        bad.put("1", new Bad(status, "retry-after: 60\r\n", "{\"error\":{\"message\":\"no\"}}"));
        callUntilAllAsked(stream);
        for (int i = 0; i < 30; i++) {
            read(call("three/m", stream));
        }

        assertThat(asked.stream().filter("1"::equals)).as("it rests after that").hasSize(1);
        assertThat(meter.attempts()).hasSameSizeAs(asked);
        assertThat(meter.attempts().stream().filter(attempt -> attempt.outcome() == Attempt.Outcome.FAILED))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.error()).contains(kind));
        assertThat(lost).isEqualTo(alert == null ? List.of() : List.of(alert));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 503, 404})
    void failure_ofTheProvider_triesNoOtherKey(int status) {
        for (String key : List.of("1", "2", "3")) {
            bad.put(key, new Bad(status, "", "{\"error\":{\"message\":\"no\"}}"));
        }
        assertThat(call("three/m", false).getException()).isNotNull();
        assertThat(asked).hasSize(1);
    }

    @Test
    void streamWhoseFirstEventIsALimit_isAskedByAnotherKey() {
        bad.put("1", new Bad(200, "", "data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n"));
        callUntilAllAsked(true);
        assertThat(standings.of("three#1/m").rests(1)).isPositive();
        assertThat(meter.attempts()).hasSameSizeAs(asked);
    }

    @Test
    void streamThatBreaksOffByALimit_isTheCallers_andItsKeyRests() {
        for (String key : List.of("1", "2", "3")) {
            bad.put(
                    key,
                    new Bad(
                            200,
                            "",
                            "data: " + CHUNK.replace("\"stop\"", "null")
                                    + "\n\ndata: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n"));
        }
        ChatStream stream = call("three/m", true).getMessage().getBody(ChatStream.class);
        SeraiException failure = catchThrowableOfType(SeraiException.class, stream::collect);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(asked).hasSize(1);
        assertThat(standings.of("three#" + asked.get(0) + "/m").rests(1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allLimited_tellsTheSoonest_andThenAsksNobody(boolean stream) {
        Map<String, String> waits = Map.of("1", "60", "2", "20", "3", "40");
        waits.forEach((key, wait) -> bad.put(key, new Bad(429, "retry-after: " + wait + "\r\n", "{}")));

        for (int call = 0; call < 2; call++) {
            SeraiException failure = SeraiException.of(call("three/m", stream).getException());
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
            assertThat(failure.retryAfter().orElseThrow())
                    .isGreaterThan(Duration.ofSeconds(10))
                    .isLessThanOrEqualTo(Duration.ofSeconds(20));
            assertThat(asked).containsExactlyInAnyOrder("1", "2", "3");
            assertThat(meter.attempts()).hasSize(3);
        }
    }

    @Test
    void answer_isNeverThatOfAnotherCall() throws Exception {
        read(call("one/m", false));
        bad.put("2", new Bad(401, "", "{}"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Exchange> answers = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                boolean stream = i % 2 == 0;
                threads.execute(() -> answers.add(call("three/m", stream)));
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answers).hasSize(400);
        answers.forEach(KeyPoolCallTest::read);
        Map<Attempt.Outcome, Integer> outcomes = new HashMap<>();
        meter.attempts().forEach(attempt -> outcomes.merge(attempt.outcome(), 1, Integer::sum));
        assertThat(outcomes.get(Attempt.Outcome.SUCCEEDED)).isEqualTo(401);
        assertThat(outcomes.getOrDefault(Attempt.Outcome.FAILED, 0)).isBetween(0, 8);
        assertThat(meter.attempts()).hasSameSizeAs(asked);
    }

    @Test
    void oneKeyOfSeveralThatAreNotSet_isTheOnlyOne() {
        read(call("one/m", false));
        bad.put("1", new Bad(401, "", "{}"));
        for (int i = 0; i < 2; i++) {
            assertThat(SeraiException.of(call("one/m", false).getException()).kind())
                    .isEqualTo(ErrorKind.PROVIDER_AUTH);
        }
        assertThat(asked).containsExactly("1", "1", "1");
        assertThat(lost).as("told once").containsExactly("2 refused");
    }

    @ParameterizedTest
    @CsvSource({"401, 1 refused", "402, 1 used_up", "403,", "429,", "500,"})
    void onlyKey_thatIsOfNoUse_isToldOnceUntilItIsAgain(int status, String alert) {
        for (int round = 1; round <= 2; round++) {
            bad.put("1", new Bad(status, "", "{\"error\":{\"message\":\"no\"}}"));
            for (boolean stream : new boolean[] {false, true}) {
                assertThat(call("single/m", stream).getException()).isNotNull();
            }
            assertThat(lost).isEqualTo(alert == null ? List.of() : Collections.nCopies(round, alert));
            bad.clear();
            read(call("single/m", true));
        }
    }

    @Test
    void onlyKey_thatACallerPretendsIsRefused_isNotLost() {
        Exchange answer = template.request("ai:single/m", exchange -> {
            exchange.getMessage().setBody("Hello");
            exchange.getMessage().setHeader(AiConstants.FAULT, "status=401");
        });

        assertThat(SeraiException.of(answer.getException()).kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);
        assertThat(lost).isEmpty();
    }

    @Test
    void noKey_isNotConfigured() {
        assertThat(SeraiException.of(call("none/m", false).getException()).kind())
                .isEqualTo(ErrorKind.PROVIDER_NOT_CONFIGURED);
    }

    @Test
    void faults_thatACallerAsksFor_leadToTheOtherKey_andHarmNobody() {
        for (int i = 0; i < 20; i++) {
            read(template.request("ai:three/m", exchange -> {
                exchange.getMessage().setBody("Hello");
                exchange.getMessage().setHeader(AiConstants.FAULT, "key=1;status=401, key=3;status=429;retry-after=9");
            }));
        }
        assertThat(asked).hasSize(20).containsOnly("2");
        assertThat(lost).isEmpty();
        asked.clear();
        callUntilAllAsked(false);
    }

    @Test
    void faults_ofSingleKeys_leadToTheOther() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100 && meter.attempts().size() < i + 2; i++) {
            read(call("faulty/m", false));
            all.add("2");
        }
        for (int i = 0; i < 50; i++) {
            read(call("faulty/m", i % 2 == 0));
            all.add("2");
        }
        assertThat(asked).isEqualTo(all);
        assertThat(meter.attempts().size() - all.size())
                .as("failed, each at most once")
                .isBetween(1, 2);
    }
}
