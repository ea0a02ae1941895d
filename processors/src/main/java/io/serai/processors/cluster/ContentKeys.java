package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one kind of content is encrypted with, derived from the secrets that the nodes share. No two kinds have a key in common:
 * what was made for one is worth nothing for another. Immutable.
 */
final class ContentKeys {

    /** Bytes of a key's id. */
    static final int ID_LENGTH = 8;

    private static final String HMAC = "HmacSHA256";

    private final byte[] currentId;
    private final Map<String, SecretKey> byId = new LinkedHashMap<>();

    /** @param former secrets that were in use before: what was encrypted with them can still be read */
    ContentKeys(String domain, SecretKey secret, Iterable<SecretKey> former) {
        currentId = add(domain, secret);
        former.forEach(each -> add(domain, each));
    }

    private byte[] add(String domain, SecretKey secret) {
        byte[] id = Arrays.copyOf(derive(secret, domain + "/id"), ID_LENGTH);
        byte[] key = derive(secret, domain + "/key");
        byId.putIfAbsent(HexFormat.of().formatHex(id), new SecretKeySpec(key, "AES"));
        return id;
    }

    byte[] currentId() {
        return currentId.clone();
    }

    /** The key with this id, where it is known. */
    @Nullable
    SecretKey key(byte[] id) {
        return byId.get(HexFormat.of().formatHex(id));
    }

    /** One block of HKDF's expansion: the secret is a uniform key already (RFC 5869, 3.3). */
    private static byte[] derive(SecretKey secret, String info) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(("serai/cluster/1/" + info).getBytes(US_ASCII));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
