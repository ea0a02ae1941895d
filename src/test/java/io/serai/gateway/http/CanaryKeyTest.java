package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.gateway.http.RawClient.Answer;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyFacts.Status;
import io.serai.processors.identity.Networks;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F28: whatever goes wrong, and however much is logged, no key is in an answer or in the log. */
class CanaryKeyTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final Lines appender = new Lines();
    private GuardedServer server;

    @BeforeEach
    void start() throws Exception {
        appender.start();
        root.addAppender(appender);
        Configurator.setAllLevels("", Level.DEBUG);
        server = new GuardedServer(
                List.of(
                        new GuardedServer.Served("/v1/chat/completions", "GET,POST", false),
                        new GuardedServer.Served("/fails", "POST", false)),
                QueryKey.ON);
    }

    @AfterEach
    void stop() throws Exception {
        root.removeAppender(appender);
        // Each logger its own level again, as the file says.
        LoggerContext.getContext(false).reconfigure();
        appender.stop();
        server.close();
    }

    private String good() {
        return canary(server.key(GuardedServer.APP));
    }

    private String canary(String key) {
        keys.add(key);
        return key;
    }

    private String known(Status status, long expiresAt, String network) {
        Caller caller = GuardedServer.APP;
        return canary(server.key(new KeyFacts(caller, status, expiresAt, Networks.of(List.of(network)))));
    }

    private int ask(String bytes) throws Exception {
        try (RawClient client = server.client()) {
            Answer answer = client.send(bytes).answer();
            answers.add(answer.headers() + " " + answer.body());
            return answer.status();
        }
    }

    private int get(String path, String header) throws Exception {
        return ask("GET " + path + " HTTP/1.1\r\nhost: a\r\n" + header + "\r\n\r\n");
    }

    private int post(String path, String header, String body) throws Exception {
        return ask("POST " + path + " HTTP/1.1\r\nhost: a\r\n" + header + "\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body);
    }

    @Test
    void key_throughEveryErrorPath_isNeitherToldNorLogged() throws Exception {
        String chat = "/v1/chat/completions";
        for (String place : List.of("x-api-key: ", "authorization: Bearer ", "x-goog-api-key: ")) {
            assertThat(get(
                            chat,
                            place + canary(ApiKey.generate(new SecureRandom()).text())))
                    .isEqualTo(401);
            assertThat(get(chat, place + good() + "x")).isEqualTo(401);
            assertThat(get(chat, place + good() + "," + good())).isEqualTo(401);
            assertThat(get(chat, place + known(Status.REVOKED, KeyFacts.NEVER, "0.0.0.0/0")))
                    .isEqualTo(401);
            assertThat(get(chat, place + known(Status.BLOCKED, KeyFacts.NEVER, "0.0.0.0/0")))
                    .isEqualTo(401);
            assertThat(get(chat, place + known(Status.ACTIVE, 1, "0.0.0.0/0"))).isEqualTo(401);
            assertThat(get(chat, place + known(Status.ACTIVE, KeyFacts.NEVER, "10.0.0.0/8")))
                    .isEqualTo(401);
            assertThat(get("/nowhere", place + good())).isEqualTo(404);
            assertThat(get("/nowhere/" + good(), place + good())).isEqualTo(404);
            assertThat(get("/fails", place + good())).isEqualTo(405);
            assertThat(post("/fails", place + good(), "{}")).isEqualTo(500);
            assertThat(get(chat + "?x=%zz", place + good())).isEqualTo(400);
            assertThat(post(chat, place + good() + "\r\nidempotency-key: a b", "{}"))
                    .isEqualTo(400);
            String twice = place + good() + "\r\nidempotency-key: k" + place.length();
            assertThat(post(chat, twice, "{}")).isEqualTo(200);
            assertThat(post(chat, twice, "{\"a\":1}")).isEqualTo(409);
            assertThat(ask("POST " + chat + " HTTP/1.1\r\nhost: a\r\n" + place + good()
                            + "\r\ncontent-length: 99999999\r\n\r\n"))
                    .isEqualTo(413);
            assertThat(ask("GET " + chat + " HTTP/1.1\r\nhost: a\r\n" + place + good() + "\u0000\r\n\r\n"))
                    .isEqualTo(400);
            assertThat(get(chat, place + good() + "\r\nlong: " + "x".repeat(40_000)))
                    .isEqualTo(431);
        }
        assertThat(get(
                        chat + "?key="
                                + canary(ApiKey.generate(new SecureRandom()).text()),
                        "a: b"))
                .isEqualTo(401);
        assertThat(get(chat + "?key=" + good() + "&key=" + good(), "a: b")).isEqualTo(401);
        assertThat(get("/nowhere?key=" + good(), "a: b")).isEqualTo(404);
        assertThat(get(chat + "?key=" + good() + "&x=%zz", "a: b")).isEqualTo(400);
        assertThat(get(chat, "x-request-id: " + good())).isEqualTo(401);
        assertThat(get("/nowhere", "x-api-key: " + good() + "\r\nx-request-id: " + good()))
                .isEqualTo(404);
        server.drain();
        assertThat(get(chat, "x-api-key: " + good())).isEqualTo(503);

        for (String key : keys) {
            String telling = key.substring(10, 30);
            assertThat(answers).noneMatch(answer -> answer.contains(telling));
            assertThat(lines).noneMatch(line -> line.contains(telling));
        }
        assertThat(keys).hasSizeGreaterThan(50);
        assertThat(lines).anyMatch(line -> line.contains("key key_1 revoked"));
    }

    /** What is refused is no caller yet: it has no roles to be told of either. */
    @Test
    void refusal_doesNotTellWhoseAKeyWas() throws Exception {
        get("/v1/chat/completions", "x-api-key: " + known(Status.BLOCKED, KeyFacts.NEVER, "0.0.0.0/0"));

        for (String secret : List.of("ten_1", "app_1", "key_1", "blocked")) {
            assertThat(answers).noneMatch(answer -> answer.contains(secret));
        }
        assertThat(Set.copyOf(answers)).hasSize(1);
    }

    private final class Lines extends AbstractAppender {

        Lines() {
            super("canary", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage()
                    + (event.getThrown() == null ? "" : " " + event.getThrown()));
        }
    }
}
