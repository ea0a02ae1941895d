package io.serai.processors.identity.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.Authenticators;
import io.serai.processors.identity.KeyAuthenticator;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyFacts.Status;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Networks;
import io.serai.processors.identity.Secrets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code kamelet:serai-authenticate} in a Camel application that has nothing else of the gateway. */
class AuthenticateKameletTest {

    private static final KeyHasher HASHER = new KeyHasher(Secrets.of(new byte[32]));
    private static final ApiKey KEY = ApiKey.generate(new SecureRandom());
    private static final ApiKey NARROW = ApiKey.generate(new SecureRandom());
    private static final Caller APP = new Caller(
            "ten_1", "", "app_1", "key_1", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());

    private static CamelContext camel;

    @BeforeAll
    static void start() throws Exception {
        Map<KeyHash, KeyFacts> keys = Map.of(
                HASHER.hash(KEY), new KeyFacts(APP, Status.ACTIVE, KeyFacts.NEVER, Networks.ANY),
                HASHER.hash(NARROW),
                        new KeyFacts(APP, Status.ACTIVE, KeyFacts.NEVER, Networks.of(List.of("10.0.0.0/8"))));
        camel = new DefaultCamelContext();
        camel.getRegistry()
                .bind(
                        "authenticators",
                        new Authenticators(List.of(new KeyAuthenticator(
                                hash -> Optional.ofNullable(keys.get(hash)),
                                List.of(HASHER),
                                InstantSource.system()))));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to("kamelet:serai-authenticate");
                from("direct:addressed").to("kamelet:serai-authenticate?addressHeader=TheAddress");
            }
        });
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    private static Exchange send(String route, Map<String, Object> headers) {
        return camel.createProducerTemplate().send(route, exchange -> {
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
            exchange.getMessage().setBody("Hi");
        });
    }

    private static void assertRefused(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(CallerException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED));
        assertThat(exchange.getProperty(CallNames.CALLER)).isNull();
    }

    @Test
    void key_inAHeader_makesTheCaller_andIsGone() {
        Exchange exchange = send("direct:plain", Map.of("Authorization", "Bearer " + KEY.text(), "kept", "x"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty(CallNames.CALLER)).isEqualTo(APP);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("kept");
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hi");
    }

    @Test
    void strangers_areRefused_andWhatTheyShowedIsGoneAsWell() {
        assertRefused(send("direct:plain", Map.of()));
        assertRefused(send("direct:plain", Map.of("x-api-key", List.of(KEY.text(), KEY.text()))));
        Exchange wrong = send("direct:plain", Map.of("x-api-key", "serai_wrong"));
        assertRefused(wrong);
        assertThat(wrong.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void callerWhoIsKnownAlready_stays() {
        Caller known = new Caller(
                "ten_2", "", "", "", "usr_1", Set.of(Role.DEVELOPER), Set.of(), List.of(), Set.of(), Map.of());
        Exchange exchange = camel.createProducerTemplate().send("direct:plain", message -> {
            message.setProperty(CallNames.CALLER, known);
            message.getMessage().setHeader("x-api-key", KEY.text());
        });

        assertThat(exchange.getProperty(CallNames.CALLER)).isEqualTo(known);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void keyOfANetwork_isGoodWhereTheConsumerTellsTheAddress() {
        Map<String, Object> headers = Map.of("x-api-key", NARROW.text(), "TheAddress", "10.1.2.3");

        assertThat(send("direct:addressed", headers).getProperty(CallNames.CALLER))
                .isEqualTo(APP);
        assertRefused(send("direct:plain", headers));
        assertRefused(send("direct:addressed", Map.of("x-api-key", NARROW.text(), "TheAddress", "192.0.2.1")));
    }
}
