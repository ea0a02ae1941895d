package io.serai.processors.audit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** Signs seals with an Ed25519 key pair that is kept outside the store. */
public final class SealSigner {

    static final String ALGORITHM = "Ed25519";

    private final KeyPair keys;
    private final String id;

    /**
     * @param keys of Ed25519
     * @throws IllegalArgumentException where they are of another kind
     */
    public SealSigner(KeyPair keys) {
        String kind = keys.getPublic().getAlgorithm();
        if (!kind.equals(ALGORITHM) && !kind.equals("EdDSA")) {
            throw new IllegalArgumentException("audit seals are signed with Ed25519, not with " + kind);
        }
        this.keys = keys;
        this.id = id(keys.getPublic());
    }

    /**
     * Signs with the key pair that a seed stands for, always the same.
     *
     * @param seed 32 secret bytes
     */
    public static SealSigner ofSeed(byte[] seed) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key is made of 32 bytes, not of " + seed.length);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            // The JDK derives no public key from a private one, but makes both of the 32 bytes that it draws (RFC 8032,
            // 5.1.5).
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return new SealSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** Draws what it was given. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private Seed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] drawn) {
            if (drawn.length != bytes.length) {
                throw new IllegalStateException("expected 32 bytes to be drawn, not " + drawn.length);
            }
            System.arraycopy(bytes, 0, drawn, 0, drawn.length);
        }
    }

    /** Names a key: the first 16 hexadecimal digits of SHA-256 over its X.509 form. */
    public static String id(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return RowDigest.hex(hash).substring(0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The public key as a PEM file, which {@code ./serai audit verify --public-key} reads. */
    public String publicKeyPem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    String id() {
        return id;
    }

    /** The seal with this key's name and signature. */
    Seal sign(Seal unsigned) {
        Seal named = new Seal(
                unsigned.chain(),
                unsigned.number(),
                unsigned.first(),
                unsigned.last(),
                unsigned.previous(),
                unsigned.head(),
                unsigned.at(),
                id,
                "");
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(named.statement());
            return named.signed(Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit log's key can't sign: " + e.getMessage(), e);
        }
    }
}
