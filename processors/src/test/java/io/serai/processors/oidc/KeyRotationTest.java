package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F16, F42: keys that come, go and can't be had. */
class KeyRotationTest {

    private Gate gate;

    @BeforeEach
    void start() throws IOException {
        gate = new Gate();
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    @Test
    void tokens_ofKnownKey_fetchOnce() {
        for (int i = 0; i < 100; i++) {
            gate.check(gate.issuer.token("user" + i));
        }
        assertThat(gate.issuer.fetches()).isEqualTo(1);
    }

    @Test
    void unknownKeys_aThousandOfThem_fetchOncePerInterval() throws Exception {
        gate.check(gate.issuer.token("alice"));
        ExecutorService callers = Executors.newFixedThreadPool(50);
        for (int interval = 1; interval <= 3; interval++) {
            gate.clock.pass(Duration.ofSeconds(30));
            // A key that nobody knows verifies nothing: one signature is as good as another.
            String claimsAndSignature = afterHeader(FakeIssuer.sign(
                    FakeIssuer.secondKey(),
                    FakeIssuer.header("unknown").build(),
                    gate.issuer.claims("mallory").build()));
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String token = FakeIssuer.header("unknown" + i).build().toBase64URL() + claimsAndSignature;
                all.add(CompletableFuture.runAsync(
                        () -> assertThat(refusal(token).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED), callers));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
            assertThat(gate.issuer.fetches()).isEqualTo(1 + interval);
        }
        callers.shutdown();
    }

    private static String afterHeader(String token) {
        return token.substring(token.indexOf('.'));
    }

    @Test
    void newKey_afterInterval_isFoundAtOnce() {
        gate.check(gate.issuer.token("alice"));
        gate.clock.pass(Duration.ofSeconds(30));
        gate.issuer.keys = FakeIssuer.published(List.of(FakeIssuer.firstKey(), FakeIssuer.secondKey()));

        assertThat(gate.check(bySecond("bob")).tenant()).isEqualTo("acme");
        assertThat(gate.check(gate.issuer.token("carol")).tenant()).isEqualTo("acme");
        assertThat(gate.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void newKey_withinInterval_isToBeTriedLaterAndThenFound() {
        gate.check(gate.issuer.token("alice"));
        gate.issuer.keys = FakeIssuer.published(List.of(FakeIssuer.secondKey()));
        gate.clock.pass(Duration.ofSeconds(10));
        String token = bySecond("bob");

        SeraiException away = refusal(token);
        assertThat(away.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
        assertThat(away.retryAfter()).contains(Duration.ofSeconds(20));
        assertThat(gate.issuer.fetches()).isEqualTo(1);

        gate.clock.pass(Duration.ofSeconds(20));
        assertThat(gate.check(token).tenant()).isEqualTo("acme");
    }

    @Test
    void withdrawnKey_afterRenewal_isRefused() {
        gate.check(gate.issuer.token("alice"));
        gate.issuer.keys = FakeIssuer.published(List.of(FakeIssuer.secondKey()));
        gate.clock.pass(Duration.ofMinutes(10));

        // This one has the keys renewed, and does not wait for them.
        assertThat(gate.check(gate.issuer.token("bob")).tenant()).isEqualTo("acme");
        await().until(() -> gate.issuer.fetches() == 2);
        await().untilAsserted(() ->
                assertThat(refusal(gate.issuer.token("carol")).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED));
    }

    @Test
    void refresh_thatHangs_isWaitedForByTokensOfUnknownKeysOnly() throws Exception {
        gate.check(gate.issuer.token("alice"));
        gate.clock.pass(Duration.ofSeconds(30));
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        gate.issuer.keys = FakeIssuer.published(List.of(FakeIssuer.firstKey(), FakeIssuer.secondKey()));
        gate.issuer.beforeKeys = () -> {
            hanging.countDown();
            awaitQuietly(free);
        };
        String unknown = bySecond("bob");
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> gate.check(unknown).tenant());
        hanging.await();

        assertThat(gate.check(gate.issuer.token("carol")).tenant()).isEqualTo("acme");
        assertThat(waiting).isNotDone();
        free.countDown();
        assertThat(waiting.get()).isEqualTo("acme");
    }

    @Test
    void issuerAway_knownKey_goesOnUntilKeysAreTooOld() {
        gate.check(gate.issuer.token("alice"));
        gate.issuer.status = 500;
        gate.clock.pass(Duration.ofHours(23));
        assertThat(gate.check(gate.issuer.token("bob")).tenant()).isEqualTo("acme");

        gate.clock.pass(Duration.ofHours(1));
        assertThat(refusal(gate.issuer.token("carol")).kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
    }

    @Test
    void issuerAway_unknownKey_isUnavailableWithTrueRetryAfter() {
        gate.issuer.status = 503;
        String token = gate.issuer.token("alice");
        SeraiException first = refusal(token);
        assertThat(first.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
        assertThat(first.kind().status()).isEqualTo(503);
        assertThat(first.retryAfter()).contains(Duration.ofSeconds(30));

        gate.issuer.status = 200;
        gate.clock.pass(Duration.ofSeconds(12));
        assertThat(refusal(token).retryAfter()).contains(Duration.ofSeconds(18));
        gate.clock.pass(Duration.ofSeconds(18));
        assertThat(gate.check(token).tenant()).isEqualTo("acme");
    }

    @Test
    void weakAndSecretKeys_inTheSet_areLeftOut() {
        gate.issuer.keys =
                """
                {"keys": [
                  {"kty": "oct", "kid": "secret", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"},
                  {"kty": "RSA", "kid": "first", "e": "AQAB", "n": "%s"}
                ]}
                """
                        .formatted(FakeIssuer.firstKey().getModulus().toString().substring(0, 170));
        assertThat(refusal(gate.issuer.token("alice")).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
    }

    private String bySecond(String subject) {
        return FakeIssuer.sign(
                FakeIssuer.secondKey(), gate.issuer.claims(subject).build());
    }

    private SeraiException refusal(String token) {
        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> gate.check(token));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
