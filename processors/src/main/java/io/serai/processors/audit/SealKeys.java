package io.serai.processors.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The public keys that seals may be signed with. */
public final class SealKeys {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final Map<String, PublicKey> keys = new HashMap<>();
    private final SignatureCheck check;

    /** Whether these bytes are signed with that key. */
    @FunctionalInterface
    interface SignatureCheck {
        boolean holds(PublicKey key, byte[] statement, byte[] signature) throws GeneralSecurityException;
    }

    public SealKeys(List<PublicKey> keys) {
        this(keys, SealKeys::isSigned);
    }

    private SealKeys(Collection<PublicKey> keys, SignatureCheck check) {
        keys.forEach(key -> this.keys.put(SealSigner.id(key), key));
        this.check = check;
    }

    /** The same keys, with another way to come to the same verdicts. */
    SealKeys checkedBy(SignatureCheck other) {
        return new SealKeys(keys.values(), other);
    }

    /**
     * Reads one or more keys from a PEM text.
     *
     * @throws IllegalArgumentException where there is none, or one that is not Ed25519
     */
    public static SealKeys ofPem(String pem) {
        List<PublicKey> found = new ArrayList<>();
        int at = pem.indexOf(BEGIN);
        while (at >= 0) {
            int end = pem.indexOf(END, at);
            if (end < 0) {
                throw new IllegalArgumentException("a public key has no line '" + END + "'");
            }
            found.add(key(pem.substring(at + BEGIN.length(), end)));
            at = pem.indexOf(BEGIN, end);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected a line '" + BEGIN + "', found none");
        }
        return new SealKeys(found);
    }

    private static PublicKey key(String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(SealSigner.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("expected an Ed25519 public key", e);
        }
    }

    /** Whether one of these keys, the one that the seal names, has signed just this seal. */
    boolean verify(Seal seal) {
        PublicKey key = keys.get(seal.key());
        if (key == null) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(seal.signature());
            // The same bytes have several spellings in base64; only the one that was written is right.
            if (!Base64.getEncoder().encodeToString(bytes).equals(seal.signature())) {
                return false;
            }
            return check.holds(key, seal.statement(), bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isSigned(PublicKey key, byte[] statement, byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SealSigner.ALGORITHM);
        signature.initVerify(key);
        signature.update(statement);
        return signature.verify(bytes);
    }
}
