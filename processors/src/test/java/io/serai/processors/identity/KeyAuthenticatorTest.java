package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.KeyFacts.Status;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAuthenticatorTest {

    private static final long NOW = 1_000_000;

    private final Map<KeyHash, KeyFacts> store = new HashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final KeyHasher hasher = new KeyHasher(Secrets.of(new byte[32]));
    private final KeyHasher former = new KeyHasher(Secrets.of(new byte[33]));
    private final ApiKey key = ApiKey.generate(new SecureRandom());
    private final KeyAuthenticator authenticator = new KeyAuthenticator(
            hash -> {
                lookUps.incrementAndGet();
                return Optional.ofNullable(store.get(hash));
            },
            List.of(hasher, former),
            InstantSource.fixed(Instant.ofEpochMilli(NOW)));

    private KeyFacts given(Status status, long expiresAt, String... networks) {
        KeyFacts facts = new KeyFacts(
                Callers.of("ten_1", "", Role.APPLICATION), status, expiresAt, Networks.of(List.of(networks)));
        store.put(hasher.hash(key), facts);
        return facts;
    }

    private Outcome shown(String text) {
        return authenticator.judge(new Credentials(new Token(text), List.of(), "10.1.2.3"));
    }

    @Test
    void key_thatIsGood_isItsCallersAndAlwaysTheSameObject() {
        KeyFacts facts = given(Status.ACTIVE, KeyFacts.NEVER);

        assertThat(shown(key.text())).isEqualTo(new Outcome.Known(facts.caller()));
        assertThat(((Outcome.Known) shown(key.text())).caller()).isSameAs(facts.caller());
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED, 2000000, 10.0.0.0/8, revoked",
        "BLOCKED, 2000000, 10.0.0.0/8, blocked",
        "ACTIVE, 1000000, 10.0.0.0/8, expired",
        "ACTIVE, 999999, 10.0.0.0/8, expired",
        "ACTIVE, 1000001, 192.0.2.0/24, elsewhere"
    })
    void key_thatIsNotGood_isRefusedForTheLogByItsId(Status status, long expiresAt, String network, String reason) {
        given(status, expiresAt, network);

        assertThat(shown(key.text()))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("key_1", reason)
                        .doesNotContain(key.text().substring(6, 10)));
    }

    @Test
    void key_inItsLastMillisecondAndNetwork_isGood() {
        given(Status.ACTIVE, NOW + 1, "10.1.2.3/32");

        assertThat(shown(key.text())).isInstanceOf(Outcome.Known.class);
    }

    @Test
    void key_unknown_isRefusedAfterOneLookUpForEachPepper() {
        assertThat(shown(key.text())).isInstanceOf(Outcome.Refused.class);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void key_misspelled_isRefusedWithoutALookUp() {
        given(Status.ACTIVE, KeyFacts.NEVER);
        String text = key.text();
        for (int at = 6; at < text.length(); at++) {
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            assertThat(shown(text.substring(0, at) + other + text.substring(at + 1)))
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void otherToken_isForOthersToJudge() {
        assertThat(shown("eyJhbGciOiJub25lIn0.e30.")).isEqualTo(Outcome.NOT_MINE);
        assertThat(shown("sk-1234")).isEqualTo(Outcome.NOT_MINE);
        assertThat(authenticator.judge(new Credentials(new Nothing(), List.of(), "10.1.2.3")))
                .isEqualTo(Outcome.NOT_MINE);
        assertThat(lookUps).hasValue(0);
    }

    /** F42: another node may have made it since this one last heard of any. */
    @Test
    void key_unknownWhereNothingIsHeardOfKeys_isNotRefused_nothingIsSaidOfIt() {
        KeyLookup behind = new KeyLookup() {
            @Override
            public Optional<KeyFacts> find(KeyHash hash) {
                return Optional.ofNullable(store.get(hash));
            }

            @Override
            public void requireCurrent() {
                throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "The database is away.");
            }
        };
        KeyAuthenticator judge =
                new KeyAuthenticator(behind, List.of(hasher, former), InstantSource.fixed(Instant.ofEpochMilli(NOW)));
        Credentials credentials = new Credentials(new Token(key.text()), List.of(), "10.1.2.3");

        assertThatThrownBy(() -> judge.judge(credentials)).isInstanceOf(GatewayException.class);
        KeyFacts facts = given(Status.ACTIVE, KeyFacts.NEVER);
        store.remove(hasher.hash(key));
        store.put(former.hash(key), facts);
        assertThat(judge.judge(credentials)).isEqualTo(new Outcome.Known(facts.caller()));
    }

    /** While a pepper is being replaced, keys that were made with the one before go on. */
    @Test
    void key_hashedWithTheFormerPepper_isKnown() {
        KeyFacts facts = given(Status.ACTIVE, KeyFacts.NEVER);
        store.remove(hasher.hash(key));
        store.put(former.hash(key), facts);

        assertThat(shown(key.text())).isEqualTo(new Outcome.Known(facts.caller()));
    }
}
