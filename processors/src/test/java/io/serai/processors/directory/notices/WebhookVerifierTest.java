package io.serai.processors.directory.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.serai.processors.directory.notices.WebhookVerifier.Verdict;
import io.serai.processors.store.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F24: signed with an empty secret, sent again, or signed long ago. */
class WebhookVerifierTest {

    private static final String SECRET = "a secret of some length";
    private static final byte[] BODY = "{\"event\":\"x\"}".getBytes(UTF_8);

    private final SettableClock clock = new SettableClock();
    private final WebhookVerifier verifier = new WebhookVerifier(SECRET, clock);

    private String signed(String secret) {
        return WebhookSignature.header(secret, clock.instant().getEpochSecond(), BODY);
    }

    @Test
    void check_signedJustNow_isGoodOnce() {
        String header = signed(SECRET);
        assertEquals(Verdict.GOOD, verifier.check(header, BODY));
        assertEquals(Verdict.REPEATED, verifier.check(header, BODY));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Verdict.GOOD, verifier.check(signed(SECRET), BODY));
    }

    @Test
    void check_noSecret_isNeverGood() {
        WebhookVerifier open = new WebhookVerifier("", clock);
        assertEquals(Verdict.NO_SECRET, open.check(signed(SECRET), BODY));
        assertEquals(Verdict.NO_SECRET, open.check("", BODY));
        assertThrows(IllegalArgumentException.class, () -> signed(""));
    }

    @Test
    void check_otherSecretTimeOrBody_isWrong() {
        assertEquals(Verdict.WRONG, verifier.check(signed("another secret of some length"), BODY));
        assertEquals(Verdict.WRONG, verifier.check(signed(SECRET), "{}".getBytes(UTF_8)));
        String moved = signed(SECRET)
                .replace(
                        "t=" + clock.instant().getEpochSecond(),
                        "t=" + (clock.instant().getEpochSecond() + 1));
        assertEquals(Verdict.WRONG, verifier.check(moved, BODY));
    }

    @Test
    void check_outsideOfFiveMinutes_isOutdated() {
        String header = signed(SECRET);
        clock.advance(Duration.ofMinutes(5));
        assertEquals(Verdict.GOOD, verifier.check(header, BODY));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Verdict.OUTDATED, verifier.check(header, BODY));
        clock.advance(Duration.ofMinutes(-11));
        assertEquals(Verdict.OUTDATED, verifier.check(header, BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1=00", "t=1", "t=1,v1=", "t=x,v1=00", "t=1,v1=ZZ", "t=1772446530,v1=00,v1=00"})
    void check_noSignature_isMalformed(String header) {
        assertEquals(Verdict.MALFORMED, verifier.check(header, BODY));
    }

    @Test
    void header_isWhatOpensslMakesOfTheSame() {
        // printf '1772446530.{"event":"x"}' | openssl dgst -sha256 -hmac "$SECRET"
        assertEquals(
                "t=1772446530,v1=40bfa2806bd8e6a49f8ad861b36a97bc455a274595215874d98fdddd0491f41b", signed(SECRET));
    }
}
