package io.serai.processors.directory.notices;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a web hook: {@code t=<seconds since the epoch>,v1=<HMAC-SHA-256 of "t.body" in hexadecimal>}. */
final class WebhookSignature {

    static final String HEADER = "x-serai-signature";

    private WebhookSignature() {}

    static String header(String secret, long seconds, byte[] body) {
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(secret, seconds, body));
    }

    /** @throws IllegalArgumentException where the secret is empty: anybody could sign with that */
    static byte[] mac(String secret, long seconds, byte[] body) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("expected a secret to sign with");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
