package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlgorithmTest {

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
    void es256_isAccepted() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        publish(key);
        assertThat(gate.check(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(key)))
                        .tenant())
                .isEqualTo("acme");
    }

    @Test
    void ps256_withAKeyThatIsForAnyAlgorithm_isAccepted() throws Exception {
        RSAKey key = new RSAKey.Builder(FakeIssuer.firstKey()).algorithm(null).build();
        publish(key);
        assertThat(gate.check(signed(JWSAlgorithm.PS256, "first", new RSASSASigner(key)))
                        .tenant())
                .isEqualTo("acme");
    }

    @Test
    void ps256_withAKeyThatIsForAnotherAlgorithm_isRefused() throws Exception {
        String token = signed(JWSAlgorithm.PS256, "first", new RSASSASigner(FakeIssuer.firstKey()));
        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("key");
    }

    @Test
    void ed25519_isAccepted() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publish(edwards(pair));
        assertThat(gate.check(edwardsToken(pair.getPrivate())).tenant()).isEqualTo("acme");
    }

    @Test
    void ed25519_signedByAnother_isRefused() throws Exception {
        publish(edwards(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
        PrivateKey another =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        String token = edwardsToken(another);
        assertThatThrownBy(() -> gate.check(token)).hasMessageContaining("signature");
        String cut = token.substring(0, token.length() - 20);
        assertThatThrownBy(() -> gate.check(cut)).hasMessageContaining("signature");
    }

    private void publish(JWK key) {
        gate.issuer.keys = FakeIssuer.published(List.of(key));
    }

    private static OctetKeyPair edwards(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .keyID("ed")
                .build();
    }

    private String edwardsToken(PrivateKey key) throws Exception {
        SignedJWT token = new SignedJWT(header(JWSAlgorithm.EdDSA, "ed"), claims());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(token.getSigningInput());
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
                + "."
                + Base64URL.encode(signature.sign());
    }

    private String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header(algorithm, keyId), claims());
        token.sign(signer);
        return token.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType("at+jwt"))
                .build();
    }

    private JWTClaimsSet claims() {
        return gate.issuer.claims("alice").build();
    }
}
