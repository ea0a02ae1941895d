package io.serai.processors.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which keys may have signed a token: those of its issuer that are for the algorithm it names, if that is accepted at all. */
final class TokenKeys extends JWSVerificationKeySelector<TokenContext> {

    private final KeySource source;

    TokenKeys(Set<JWSAlgorithm> accepted, KeySource source) {
        super(accepted, source);
        this.source = source;
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, TokenContext token) throws KeySourceException {
        if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
            return super.selectJWSKeys(header, token);
        }
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        if (!isAllowed(header.getAlgorithm()) || matcher == null) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>();
        source.get(new JWKSelector(matcher), token).forEach(key -> {
            if (key instanceof OctetKeyPair pair) {
                EdwardsKeys.read(pair).ifPresent(keys::add);
            }
        });
        return keys;
    }

    /** Nimbus's own verifiers, and the JDK's for Ed25519. */
    static final class Verifiers extends DefaultJWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            if (JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) && key instanceof PublicKey known) {
                return new EdwardsKeys.Verifier(known);
            }
            return super.createJWSVerifier(header, key);
        }
    }
}
