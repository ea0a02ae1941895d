package io.serai.processors.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over all of a seal, its signature too. For one thread at a time. */
final class SealDigest {

    private final MessageDigest sha256;
    private final Encoder encoder = new Encoder();

    SealDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] of(Seal seal) {
        seal.write(encoder.clear()).text(seal.signature());
        sha256.update(encoder.written());
        return sha256.digest();
    }
}
