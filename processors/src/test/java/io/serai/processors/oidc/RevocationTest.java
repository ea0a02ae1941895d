package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single tokens that are taken back before their end. */
class RevocationTest {

    private Gate gate;
    private Instant end;

    @BeforeEach
    void start() throws IOException {
        gate = new Gate();
        end = gate.clock.instant().plusSeconds(300);
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    private String token(JWTClaimsSet.Builder claims) {
        return FakeIssuer.sign(FakeIssuer.firstKey(), claims.build());
    }

    private String token(String id) {
        return token(gate.issuer.claims("alice").jwtID(id));
    }

    private Revocation byId(String tenant, String issuer, String id) {
        return new Revocation(tenant, issuer, id, "", end);
    }

    private Revocation byDigest(String tenant, String token) {
        return new Revocation(
                tenant, "", "", TokenMark.read(token).orElseThrow().digest(), end);
    }

    @Test
    void token_takenBackByItsId_isRefused_andNoOther() {
        String token = token("jti-1");
        String other = token("jti-2");
        gate.check(token);

        gate.tokens.revoked(List.of(byId("", gate.issuer.issuer(), "jti-1")));

        assertThat(gate.tokens.known(token)).isEmpty();
        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("taken back");
        assertThat(gate.check(other).tenant()).isEqualTo("acme");
    }

    @Test
    void token_neverSeenBefore_isRefusedAsWell() {
        gate.tokens.revoked(List.of(byId("", gate.issuer.issuer(), "jti-1")));

        assertThatThrownBy(() -> gate.check(token("jti-1"))).hasMessageContaining("taken back");
    }

    @Test
    void tokenWithoutId_takenBackByItsDigest_isRefused_andNoOther() {
        String token = gate.issuer.token("alice");
        String other = gate.issuer.token("bob");
        gate.check(token);
        gate.check(other);

        gate.tokens.revoked(List.of(byDigest("", token)));

        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("taken back");
        assertThat(gate.tokens.known(other)).isPresent();
    }

    /** The last Base64 digit of an RSA signature has four bits that nobody reads. */
    @Test
    void token_takenBackByItsDigest_isRefusedInEverySpelling() {
        String token = gate.issuer.token("alice");
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String respelt = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
        assertThat(gate.check(respelt)).isNotNull();

        gate.tokens.revoked(List.of(byDigest("", token)));

        assertThatThrownBy(() -> gate.check(respelt)).hasMessageContaining("taken back");
        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("taken back");
    }

    @Test
    void wordOfOneTenant_doesNotReachTheTokensOfAnother() {
        String token = token("jti-1");
        gate.tokens.revoked(List.of(byId("globex", gate.issuer.issuer(), "jti-1"), byDigest("globex", token)));
        assertThat(gate.check(token).tenant()).isEqualTo("acme");

        gate.tokens.revoked(List.of(byId("acme", gate.issuer.issuer(), "jti-1")));
        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("taken back");
    }

    @Test
    void id_ofAnotherIssuer_meansAnotherToken() {
        gate.tokens.revoked(List.of(byId("", "https://id.example.com", "jti-1")));

        assertThat(gate.check(token("jti-1"))).isNotNull();
    }

    @Test
    void revocation_endsWithTheToken() {
        String token = token("jti-1");
        gate.tokens.revoked(List.of(byId("", gate.issuer.issuer(), "jti-1")));
        gate.clock.pass(Duration.ofSeconds(340));

        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("expired");
    }

    @Test
    void mark_tellsWhenATokenEnds_andNothingOfWhatIsNone() {
        assertThat(TokenMark.read(gate.issuer.token("alice")).orElseThrow().expires())
                .contains(end.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        assertThat(TokenMark.read("serai_123")).isEmpty();
        assertThat(TokenMark.read("a.b.c")).isEmpty();
    }
}
