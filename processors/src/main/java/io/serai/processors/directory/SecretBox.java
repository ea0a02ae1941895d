package io.serai.processors.directory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets that must be used again, under a key that is not kept with them: AES-256-GCM. What was sealed for one owner opens for no
 * other. Thread-safe.
 */
public final class SecretBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final List<SecretKeySpec> opening;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes, from outside the database */
    public SecretBox(byte[] key) {
        this(key, List.of());
    }

    /**
     * Opens also what was sealed before its key was replaced.
     *
     * @param key 32 bytes, from outside the database
     * @param former keys of the same kind, with which nothing is sealed any more
     */
    public SecretBox(byte[] key, List<byte[]> former) {
        this.key = key(key);
        this.opening = Stream.concat(Stream.of(this.key), former.stream().map(SecretBox::key))
                .toList();
    }

    private static SecretKeySpec key(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("expected 32 bytes, found " + key.length);
        }
        return new SecretKeySpec(key, "AES");
    }

    String seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES with GCM", e);
        }
    }

    /** @throws IllegalStateException where it was sealed for somebody else, or under another key */
    String open(String owner, String sealed) {
        byte[] all = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
        for (SecretKeySpec each : opening) {
            try {
                return new String(run(Cipher.DECRYPT_MODE, each, nonce, owner, rest), StandardCharsets.UTF_8);
            } catch (AEADBadTagException e) {
                // Not under this key: perhaps under the next.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("could not use the secret of " + owner, e);
            }
        }
        throw new IllegalStateException(
                "could not use the secret of " + owner + ": the gateway's pepper is another one");
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String owner, byte[] bytes)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(bytes);
    }
}
