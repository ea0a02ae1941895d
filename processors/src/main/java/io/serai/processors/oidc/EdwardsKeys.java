package io.serai.processors.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Ed25519 by the JDK. Nimbus leaves it to a library of Google's, which nothing else here needs. */
final class EdwardsKeys {

    /** What stands before the 32 bytes of such a key in the JDK's encoding: RFC 8410, 4. */
    private static final byte[] ENCODING = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int LENGTH = 32;

    private EdwardsKeys() {}

    static Optional<Key> read(OctetKeyPair jwk) {
        byte[] x = jwk.getDecodedX();
        if (!Curve.Ed25519.equals(jwk.getCurve()) || x.length != LENGTH) {
            return Optional.empty();
        }
        byte[] encoded = ByteBuffer.allocate(ENCODING.length + LENGTH)
                .put(ENCODING)
                .put(x)
                .array();
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Checks signatures by one key. */
    record Verifier(PublicKey key) implements JWSVerifier {

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signature) throws JOSEException {
            try {
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(key);
                check.update(input);
                return check.verify(signature.decode());
            } catch (SignatureException malformed) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519 is not to be had", e);
            }
        }
    }
}
