package io.serai.processors.oidc;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The keys of a published set that signatures may be checked by. */
final class PublicKeys {

    /** <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518, 3.3</a>. */
    private static final int LEAST_RSA_BITS = 2048;

    private static final int MOST = 100;

    private PublicKeys() {}

    /**
     * The usable keys of a JWK set.
     *
     * @throws CompletionException where the bytes are none
     */
    static JWKSet read(byte[] utf8) {
        try {
            // Refuses what occurs twice, which each reader would understand in its own way.
            Json.standard().readObject(utf8);
            List<JWK> keys = JWKSet.parse(new String(utf8, StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(PublicKeys::isUsable)
                    .map(JWK::toPublicJWK)
                    .limit(MOST)
                    .toList();
            return new JWKSet(keys);
        } catch (ParseException | JsonException e) {
            throw new CompletionException(e);
        }
    }

    private static boolean isUsable(JWK key) {
        return key instanceof AsymmetricJWK
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && !(key instanceof RSAKey rsa && rsa.size() < LEAST_RSA_BITS);
    }
}
