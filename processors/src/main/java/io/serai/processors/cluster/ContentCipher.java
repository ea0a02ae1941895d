package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what callers said and were told before it leaves for other nodes: AES-256-GCM, bound to its kind, its tenant and the key that it
 * lies under, so that moved elsewhere it can't be read. {@code version (1 byte) | key id (8) | nonce (12) | ciphertext and tag}. Thread-safe.
 */
public final class ContentCipher {

    /** Kinds of content; each has keys of its own. */
    public enum Domain {
        ANSWERS("answers"),
        RESPONSES("responses"),
        CACHE("cache");

        private final String label;

        Domain(String label) {
            this.label = label;
        }
    }

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_LENGTH = 1 + ContentKeys.ID_LENGTH + NONCE_LENGTH;

    private final Domain domain;
    private final ContentKeys keys;
    private final SecureRandom random;

    /**
     * A cipher for one kind of content.
     *
     * @param secret 32 bytes that all nodes have in common and nothing else is made of
     * @param former that were in use before, for reading only
     */
    public ContentCipher(Domain domain, SecretKey secret, List<SecretKey> former, SecureRandom random) {
        this.domain = domain;
        this.keys = new ContentKeys(domain.label, secret, former);
        this.random = random;
    }

    /**
     * Encrypts.
     *
     * @param tenant whose content it is; may be empty
     * @param name that it is kept under
     */
    public byte[] seal(String tenant, String name, byte[] content) {
        byte[] id = keys.currentId();
        // Random: nodes could not agree on a counter. 2^32 values under one key are safe (NIST SP 800-38D, 8.3).
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce, tenant, name).doFinal(content);
            return ByteBuffer.allocate(HEAD_LENGTH + sealed.length)
                    .put(VERSION)
                    .put(id)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM can't encrypt", e);
        }
    }

    /** Decrypts; empty where it was not sealed under this kind, tenant and name by a key that is known. */
    public Optional<byte[]> open(String tenant, String name, byte[] sealed) {
        // Without a whole tag it is nothing; older JDKs take that for a fault of their own.
        if (sealed.length < HEAD_LENGTH + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOfRange(sealed, 1, 1 + ContentKeys.ID_LENGTH);
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + ContentKeys.ID_LENGTH, HEAD_LENGTH);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, id, nonce, tenant, name)
                    .doFinal(sealed, HEAD_LENGTH, sealed.length - HEAD_LENGTH));
        } catch (AEADBadTagException | InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM can't decrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] id, byte[] nonce, String tenant, String name)
            throws GeneralSecurityException {
        SecretKey key = keys.key(id);
        if (key == null) {
            throw new InvalidKeyException("unknown");
        }
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(id);
        for (String part : List.of(domain.label, tenant, name)) {
            byte[] bytes = part.getBytes(UTF_8);
            // With its length before it, so that no two lists of texts are the same bytes.
            cipher.updateAAD(ByteBuffer.allocate(4).putInt(bytes.length).array());
            cipher.updateAAD(bytes);
        }
        return cipher;
    }
}
