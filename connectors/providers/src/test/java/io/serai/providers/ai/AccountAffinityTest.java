package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.Provider;
import io.serai.providers.http.FaultServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F64: encrypted reasoning goes back to the account that it came from, of a server with an account for each key. */
class AccountAffinityTest extends CamelTestSupport {

    private static final Pattern ENCRYPTED = Pattern.compile("\"encrypted_content\":\"of ([^\"]*)\"");
    private static final String REFUSAL =
            "{\"error\":{\"message\":\"The encrypted content gAAA...DQ== could not be verified.\",\"type\":"
                    + "\"invalid_request_error\",\"param\":null,\"code\":\"invalid_encrypted_content\"}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> bad = new ConcurrentHashMap<>();
    private FaultServer server;

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
                Matcher encrypted = ENCRYPTED.matcher(request.text());
                if (bad.containsKey(key)) {
                    connection.answer(bad.get(key), "retry-after: 9\r\n", "{\"error\":{\"message\":\"no\"}}");
                } else if (encrypted.find() && !encrypted.group(1).equals(key)) {
                    connection.answer(400, "content-type: application/json\r\n", REFUSAL);
                } else if (request.text().contains("\"stream\":true")) {
                    connection.streamHead();
                    connection.chunk("data: {\"type\":\"response.completed\",\"response\":" + response(key) + "}\n\n");
                    connection.lastChunk();
                } else {
                    connection.answer(200, "content-type: application/json\r\n", response(key));
                }
            }
        });
        Provider several = provider();
        several.setApiKeys("sk-1, sk-2, sk-3");
        registry.bind("several", several);
        Provider other = provider();
        other.setApiKey("sk-other");
        registry.bind("other", other);
    }

    private Provider provider() {
        Provider provider = new Provider();
        provider.setDialect("openai-responses");
        provider.setBaseUrl(server.url() + "/v1");
        return provider;
    }

    private static String response(String key) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"o4\",\"output\":["
                + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"of " + key + "\"},"
                + "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":["
                + "{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}],"
                + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}";
    }

    private Exchange call(String provider, boolean stream, Object messages) {
        return template.request("ai:" + provider + "/o4?stream=" + stream, exchange -> exchange.getMessage()
                .setBody(messages));
    }

    /** The first turn of a conversation, and the caller's words for the second. */
    private List<Map<String, Object>> begun(boolean stream) {
        Map<String, Object> hi = Map.of("role", "user", "content", "Hi");
        return List.of(hi, message(call("several", stream, List.of(hi))), hi);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(Exchange answer) {
        assertThat(answer.getException()).isNull();
        Object body = answer.getMessage().getBody();
        Map<String, Object> whole = body instanceof ChatStream stream ? stream.collect() : (Map<String, Object>) body;
        assertThat(new ChatResponse(whole).text()).isEqualTo("Hello");
        Map<String, Object> choice = ((List<Map<String, Object>>) whole.get("choices")).get(0);
        return (Map<String, Object>) choice.get("message");
    }

    private static SeraiException failure(Exchange answer) {
        return SeraiException.of(answer.getException());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encryptedReasoning_goesBackByTheKeyThatItCameBy(boolean stream) {
        List<Map<String, Object>> conversation = begun(stream);
        for (int i = 0; i < 20; i++) {
            message(call("several", i % 2 == 0, conversation));
        }

        assertThat(asked).hasSize(21).containsOnly(asked.get(0));
        assertThat(conversation.get(1).toString()).doesNotContain("sk-");
    }

    @Test
    void keyThatRests_isWaitedFor_andNoOtherIsAsked() {
        List<Map<String, Object>> conversation = begun(false);
        String key = asked.get(0);
        bad.put(key, 429);
        for (int i = 0; i < 3; i++) {
            SeraiException failure = failure(call("several", false, conversation));
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
            assertThat(failure.retryAfter()).isPresent();
        }

        assertThat(asked).containsExactly(key, key);
        message(call("several", false, List.of(conversation.get(0))));
    }

    @Test
    void accountThatIsNotThereAnyMore_isAConflict() {
        List<Map<String, Object>> conversation = begun(false);
        bad.put(asked.get(0), 401);
        assertThat(failure(call("several", false, conversation)).kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);

        for (String provider : List.of("several", "other")) {
            SeraiException refused = failure(call(provider, true, conversation));
            assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_CONFLICT);
            assertThat(refused.kind().status()).isEqualTo(409);
            assertThat(refused.code()).contains("invalid_encrypted_content");
            assertThat(refused.getMessage()).contains("another").doesNotContain("gAAA");
        }
    }
}
