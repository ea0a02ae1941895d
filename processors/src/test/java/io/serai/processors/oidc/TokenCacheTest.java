package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.oidc.Users.KnownUser;
import io.serai.processors.oidc.Users.Standing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** F15: a token that has been seen is known by all of it. */
class TokenCacheTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void tokens_withEqualBeginnings_areTwo() {
        VerifiedTokens tokens = new VerifiedTokens(10);
        String beginning = "a".repeat(4096);
        put(tokens, beginning + "b");
        assertThat(tokens.find(TokenHash.of(beginning + "c"), NOW)).isNull();
        assertThat(tokens.find(TokenHash.of(beginning), NOW)).isNull();
        assertThat(tokens.find(TokenHash.of(beginning + "b"), NOW)).isNotNull();
    }

    @Test
    void tokens_withEqualEnds_areTwo() {
        VerifiedTokens tokens = new VerifiedTokens(10);
        put(tokens, "b" + "a".repeat(4096));
        assertThat(tokens.find(TokenHash.of("c" + "a".repeat(4096)), NOW)).isNull();
    }

    @Test
    void tokens_aHundredThousandRandomPairs_neverMeet() {
        VerifiedTokens tokens = new VerifiedTokens(200_000);
        Random random = new Random(15);
        String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        for (int pair = 0; pair < 100_000; pair++) {
            StringBuilder text = new StringBuilder("eyJhbGciOiJSUzI1NiJ9.");
            int length = 40 + random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            put(tokens, text.toString());
            int place = random.nextInt(text.length());
            text.setCharAt(place, text.charAt(place) == 'x' ? 'y' : 'x');
            assertThat(tokens.find(TokenHash.of(text.toString()), NOW)).isNull();
        }
        assertThat(tokens.size()).isEqualTo(100_000);
    }

    @Test
    void token_ofOneIssuer_isNotKnownToAnother() throws IOException {
        try (Gate one = new Gate();
                Gate other = new Gate()) {
            String token = one.issuer.token("alice");
            one.check(token);
            assertThat(one.tokens.known(token)).isPresent();
            assertThat(other.tokens.known(token)).isEmpty();
            assertThatThrownBy(() -> other.check(token)).hasMessageContaining("issuer");
        }
    }

    @Test
    void hash_writtenAndRead_isTheSame() {
        TokenHash hash = TokenHash.of("some token");
        assertThat(hash.text()).hasSize(64).matches("[0-9a-f]+");
        assertThat(TokenHash.read(hash.text())).contains(hash);
        assertThat(TokenHash.read("00")).isEmpty();
        assertThat(TokenHash.read("g".repeat(64))).isEmpty();
    }

    @Test
    void seenToken_untilItEnds_isTheSameCaller() throws IOException {
        try (Gate gate = new Gate()) {
            String token = gate.issuer.token("alice");
            Caller first = gate.check(token);
            assertThat(gate.check(token)).isSameAs(first);
            gate.clock.pass(Duration.ofSeconds(299));
            assertThat(gate.tokens.known(token)).contains(first);
            gate.clock.pass(Duration.ofSeconds(1));
            assertThat(gate.tokens.known(token)).isEmpty();
            gate.clock.pass(Duration.ofSeconds(30));
            assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("expired");
        }
    }

    @Test
    void seenToken_ofForgottenSubject_isLookedAtAnew() throws IOException {
        try (Gate gate = new Gate()) {
            String token = gate.issuer.token("alice");
            gate.check(token);
            gate.users.put(
                    gate.issuer.issuer(), "alice", new KnownUser("usr_1", "acme", Standing.SUSPENDED, List.of()));
            assertThat(gate.tokens.known(token)).isPresent();
            gate.tokens.forget(gate.issuer.issuer(), "alice");
            assertThat(gate.tokens.known(token)).isEmpty();
            assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("suspended");
        }
    }

    @Test
    void token_forgottenWhileItIsLookedAt_isLookedAtAgain() {
        VerifiedTokens tokens = new VerifiedTokens(10);
        long before = tokens.changes();
        tokens.forgetAll();
        TokenHash hash = TokenHash.of("a");
        tokens.put(hash, token("a"), before, NOW);
        assertThat(tokens.find(hash, NOW)).isNull();
        assertThat(tokens.lasting(hash, NOW)).isPresent();
    }

    @Test
    void tokens_moreThanFit_takeNoMoreRoom() {
        VerifiedTokens tokens = new VerifiedTokens(100);
        for (int i = 0; i < 1000; i++) {
            put(tokens, "token" + i);
        }
        assertThat(tokens.size()).isBetween(50, 100);
    }

    private static void put(VerifiedTokens tokens, String text) {
        tokens.put(TokenHash.of(text), token(text), tokens.changes(), NOW);
    }

    private static VerifiedToken token(String subject) {
        Caller caller = new Caller(
                "acme", "", "", "", subject, Set.of(Role.DEVELOPER), Set.of(), List.of(), Set.of(), Map.of());
        return new VerifiedToken(
                subject, "", TokenHash.of(subject), caller, NOW.plusSeconds(60), NOW.plusSeconds(60), "");
    }
}
