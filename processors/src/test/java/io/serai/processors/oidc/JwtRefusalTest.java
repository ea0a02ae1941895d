package io.serai.processors.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.net.URI;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** F16: tokens that look good. Each is refused with 401, and nobody but the issuer is asked for keys, at most twice. */
class JwtRefusalTest {

    /** A token of what an attacker can get hold of: a good token's claims, the published key, keys of his own. */
    private interface Forgery {
        String token() throws Exception;
    }

    private final Map<String, Forgery> forgeries = new LinkedHashMap<>();
    private Gate gate;
    private FakeIssuer elsewhere;

    @BeforeEach
    void start() throws Exception {
        gate = new Gate("authorized-parties: [cli]");
        elsewhere = new FakeIssuer(gate.clock);
        forgeries.clear();
        headers();
        claims();
        shapes();
    }

    @AfterEach
    void stop() {
        gate.close();
        elsewhere.close();
    }

    private void headers() {
        forgeries.put("alg none", () -> raw("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", good().toString(), ""));
        forgeries.put("alg none with a signature", () -> raw("{\"alg\":\"none\"}", good().toString(), "AAAA"));
        forgeries.put(
                "HS256 with the published key, DER",
                () -> hmac(FakeIssuer.firstKey().toPublicKey().getEncoded()));
        forgeries.put(
                "HS256 with the published key, JSON",
                () -> hmac(FakeIssuer.firstKey().toPublicJWK().toString().getBytes(UTF_8)));
        forgeries.put(
                "HS256 with the modulus",
                () -> hmac(FakeIssuer.firstKey().getModulus().decode()));
        forgeries.put("RS512, which is not accepted", () -> signed(head().build(), JWSAlgorithm.RS512));
        forgeries.put("typ JWT", () -> typed("JWT"));
        forgeries.put("typ dpop+jwt", () -> typed("dpop+jwt"));
        forgeries.put(
                "no typ",
                () -> signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").build()));
        forgeries.put("kid traversal", () -> signedBySecond("../../../../dev/null"));
        forgeries.put("kid with SQL", () -> signedBySecond("x' UNION SELECT 'key"));
        forgeries.put("kid that is an address", () -> signedBySecond(elsewhere.issuer() + "/keys"));
        forgeries.put("kid of a known key, signed by another", () -> signedBySecond("first"));
        forgeries.put(
                "no kid, signed by another",
                () -> FakeIssuer.sign(FakeIssuer.secondKey(), head().keyID(null).build(), good()));
        forgeries.put("jku", () -> signedBySecond(head().jwkURL(URI.create(elsewhere.issuer() + "/keys"))));
        forgeries.put("x5u", () -> signedBySecond(head().x509CertURL(URI.create(elsewhere.issuer() + "/keys"))));
        forgeries.put(
                "jwk", () -> signedBySecond(head().jwk(FakeIssuer.secondKey().toPublicJWK())));
        forgeries.put(
                "x5c",
                () -> signed(head().x509CertChain(List.of(new com.nimbusds.jose.util.Base64("AAAA")))
                        .build()));
        forgeries.put(
                "unknown crit",
                () -> signed(head().criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build()));
        forgeries.put(
                "crit b64",
                () -> raw(
                        "{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"at+jwt\",\"b64\":false,\"crit\":[\"b64\"]}",
                        good().toString(),
                        "AAAA"));
    }

    private void claims() {
        forgeries.put("another issuer", () -> signed(gate.issuer.claims("alice").issuer(elsewhere.issuer())));
        forgeries.put(
                "issuer with a slash", () -> signed(gate.issuer.claims("alice").issuer(gate.issuer.issuer() + "/")));
        forgeries.put("no issuer", () -> signed(gate.issuer.claims("alice").issuer(null)));
        forgeries.put(
                "another audience", () -> signed(gate.issuer.claims("alice").audience("other")));
        forgeries.put(
                "audience that begins alike",
                () -> signed(gate.issuer.claims("alice").audience("serai2")));
        forgeries.put("no audience", () -> signed(gate.issuer.claims("alice").audience((String) null)));
        forgeries.put("another azp", () -> signed(gate.issuer.claims("alice").claim("azp", "other")));
        forgeries.put("no azp", () -> signed(gate.issuer.claims("alice").claim("azp", null)));
        forgeries.put("expired", () -> signed(gate.issuer.claims("alice").expirationTime(in(-31))));
        forgeries.put("no exp", () -> signed(gate.issuer.claims("alice").expirationTime(null)));
        forgeries.put("not yet valid", () -> signed(gate.issuer.claims("alice").notBeforeTime(in(31))));
        forgeries.put(
                "issued in the future", () -> signed(gate.issuer.claims("alice").issueTime(in(31))));
        forgeries.put("no subject", () -> signed(gate.issuer.claims("alice").subject(null)));
        forgeries.put("empty subject", () -> signed(gate.issuer.claims("")));
        forgeries.put(
                "ID token: at_hash", () -> signed(gate.issuer.claims("alice").claim("at_hash", "x")));
        forgeries.put(
                "ID token: nonce", () -> signed(gate.issuer.claims("alice").claim("nonce", "x")));
        forgeries.put(
                "ID token: typ ID", () -> signed(gate.issuer.claims("alice").claim("typ", "ID")));
        forgeries.put("refresh token", () -> signed(gate.issuer.claims("alice").claim("typ", "Refresh")));
        forgeries.put("bound to a key", () -> signed(gate.issuer.claims("alice").claim("cnf", Map.of("jkt", "x"))));
    }

    private void shapes() {
        forgeries.put("another realm's key", () -> FakeIssuer.sign(FakeIssuer.secondKey(), good()));
        forgeries.put("another realm's token", () -> elsewhere.token("alice"));
        forgeries.put("1 MB", () -> signed(gate.issuer.claims("alice").claim("x", "y".repeat(1 << 20))));
        forgeries.put(
                "claim twice",
                () -> raw(
                        "{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"at+jwt\"}",
                        good().toString().replaceFirst("\\{", "{\"sub\":\"admin\","),
                        "AAAA"));
        forgeries.put("header twice", () -> raw("{\"alg\":\"RS256\",\"alg\":\"none\"}", good().toString(), "AAAA"));
        forgeries.put("claims changed", () -> {
            String[] parts = gate.issuer.token("alice").split("\\.");
            return parts[0] + "." + Base64URL.encode(good().toString().replace("alice", "admin")) + "." + parts[2];
        });
        forgeries.put("no signature", () -> gate.issuer.token("alice").replaceAll("\\.[^.]*$", "."));
        forgeries.put("four parts", () -> gate.issuer.token("alice") + ".AAAA");
        forgeries.put("encrypted", () -> "eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.AAAA.AAAA.AAAA");
        forgeries.put("nothing", () -> "");
        forgeries.put("dots", () -> "..");
        forgeries.put("not Base64", () -> "ey!.ey!.ey!");
        forgeries.put("not ASCII", () -> gate.issuer.token("alice") + "\u00e9\ud800");
        forgeries.put("nested without end", () -> raw("{\"alg\":\"RS256\"}", "[".repeat(5000), "AAAA"));
    }

    @TestFactory
    Stream<DynamicTest> forgery_ofEachKind_isUnauthorized() {
        return forgeries.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest("F16 " + row.getKey(), () -> {
                    try (Gate fresh = new Gate("authorized-parties: [cli]")) {
                        gate.close();
                        gate = fresh;
                        String token = row.getValue().token();
                        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> fresh.check(token));
                        assertThat(refused).isNotNull();
                        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
                        assertThat(refused.code()).contains("invalid_token");
                        assertThat(fresh.issuer.fetches()).isLessThanOrEqualTo(1);
                        assertThat(elsewhere.fetches()).isZero();
                        assertThat(fresh.users.created).isEmpty();
                    }
                }));
    }

    @Test
    void goodToken_ofEachAcceptedKind_isAccepted() throws Exception {
        assertThat(gate.check(gate.issuer.token("alice")).tenant()).isEqualTo("acme");
        assertThat(gate.check(signed(gate.issuer.claims("bob").audience(List.of("other", "serai"))))
                        .tenant())
                .isEqualTo("acme");
        assertThat(gate.check(signed(gate.issuer.claims("carol").expirationTime(in(-20))))
                        .tenant())
                .isEqualTo("acme");
        assertThat(gate.check(typed("application/at+jwt")).tenant()).isEqualTo("acme");
        assertThat(gate.check(FakeIssuer.sign(
                                FakeIssuer.firstKey(), head().keyID(null).build(), good()))
                        .tenant())
                .isEqualTo("acme");
    }

    private JWTClaimsSet good() {
        return gate.issuer.claims("alice").build();
    }

    private Date in(int seconds) {
        return Date.from(gate.clock.instant().plusSeconds(seconds));
    }

    private static JWSHeader.Builder head() {
        return FakeIssuer.header("first");
    }

    private String signed(JWTClaimsSet.Builder claims) {
        return FakeIssuer.sign(FakeIssuer.firstKey(), claims.build());
    }

    private String signed(JWSHeader header) {
        return FakeIssuer.sign(FakeIssuer.firstKey(), header, good());
    }

    private String signed(JWSHeader like, JWSAlgorithm algorithm) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID(like.getKeyID())
                        .type(like.getType())
                        .build(),
                good());
        token.sign(new RSASSASigner(FakeIssuer.firstKey()));
        return token.serialize();
    }

    private String typed(String type) {
        return signed(head().type(new JOSEObjectType(type)).build());
    }

    private String signedBySecond(String keyId) {
        return signedBySecond(FakeIssuer.header(keyId));
    }

    private String signedBySecond(JWSHeader.Builder header) {
        return FakeIssuer.sign(FakeIssuer.secondKey(), header.build(), good());
    }

    private String hmac(byte[] secret) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("first")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                good());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static String raw(String header, String claims, String signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(claims) + "." + signature;
    }
}
